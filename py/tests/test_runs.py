"""Runs: their tables in every library, their reports, and their folders."""

from __future__ import annotations

from pathlib import Path

import pytest
import tidui


def test_a_run_says_what_its_folder_says(ran: tidui.Run) -> None:
    assert (ran.replicates, ran.seed, ran.recognised) == (200, 5, False)
    assert {path.stem for path in (ran.folder / "tables").glob("*.parquet")} == set(ran.tables)
    assert "Backbone ratio" in ran.text() and "骨干比" in ran.text("zh")
    assert ran.html("zh").startswith("<!DOCTYPE html>") or "<html" in ran.html("zh")
    assert ran.json()["replicates"] == 200 and ran.json("zh")["targets"]
    assert str(ran) == ran.text() and "200" in repr(ran)
    assert isinstance(ran.warnings, list) and isinstance(ran.notes, list)


def test_the_same_run_is_found_again(ran: tidui.Run, small: tidui.Scenario) -> None:
    again = small.run(replicates=200, seed=5, output=ran.folder.parent, lang="en", progress=None)
    assert again.recognised and again.folder == ran.folder
    assert again.tables["targets"].to_dict() == ran.tables["targets"].to_dict()


def test_threads_and_a_second_run_change_nothing(ran: tidui.Run, small: tidui.Scenario) -> None:
    other = small.run(replicates=200, seed=5, threads=1, no_charts=True, progress=None)
    for name, frame in ran.tables.items():
        assert other.tables[name].to_dict() == frame.to_dict(), name
    assert (other.folder / "results.json").read_bytes() == (ran.folder / "results.json").read_bytes()


def test_a_temporary_folder_goes_with_its_run(small: tidui.Scenario) -> None:
    run = small.run(replicates=40, no_charts=True, progress=None)
    folder, tables = run.folder, run.tables
    assert folder.is_dir()
    del run
    assert not folder.exists() and not folder.parent.exists()
    assert len(tables["targets"].rows()) > 0
    with small.run(replicates=40, no_charts=True, progress=None) as run:
        folder = run.folder
    assert not folder.exists()


def test_tables_are_frames_in_polars(ran: tidui.Run) -> None:
    polars = pytest.importorskip("polars")
    for name, frame in ran.tables.items():
        read = polars.DataFrame(frame)
        assert read.shape == frame.shape
        assert read.equals(polars.read_parquet(ran.folder / "tables" / f"{name}.parquet")), name


def test_tables_are_frames_in_pandas(ran: tidui.Run) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    frame = ran.tables["targets"]
    read = pandas.DataFrame.from_arrow(frame) if hasattr(pandas.DataFrame, "from_arrow") else None
    if read is None:
        pytest.skip("a pandas without from_arrow")
    assert list(read.columns) == frame.columns
    assert read["probability"].tolist() == frame["probability"]


def test_tables_are_tables_in_pyarrow(ran: tidui.Run) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    for frame in ran.tables.values():
        assert pyarrow.table(frame).to_pydict() == frame.to_dict()
    kinds = {str(kind) for frame in ran.tables.values() for kind in pyarrow.table(frame).schema.types}
    assert kinds <= {"string", "large_string", "int64", "double", "bool"}, "types that every reader knows"
    # As often as one likes, and dropped unread.
    frame = ran.tables["parameters"]
    for _ in range(3):
        frame.__arrow_c_stream__()
    assert pyarrow.table(frame).num_rows == len(frame)


def test_tables_are_read_by_duckdb(ran: tidui.Run) -> None:
    duckdb = pytest.importorskip("duckdb")
    targets = ran.tables["targets"]  # noqa: F841 (DuckDB finds it by its name)
    if not hasattr(duckdb, "__version__"):
        pytest.skip("a DuckDB that says no version")
    found = duckdb.sql("select target, probability from targets where reading = 'main' order by target").fetchall()
    rows = sorted((one["target"], one["probability"]) for one in ran.tables["targets"] if one["reading"] == "main")
    assert found == rows


def test_tables_are_plain_python(ran: tidui.Run) -> None:
    frame = ran.tables["targets"]
    rows = frame.rows()
    assert len(rows) == len(frame) and list(rows[0]) == frame.columns
    assert [one["probability"] for one in rows] == frame["probability"]
    assert frame.meaning("en") and {one.name for one in frame.schema("zh")} == set(frame.columns)
    assert frame._repr_html_().count("<tr>") == len(frame) + 1
    with pytest.raises(KeyError):
        frame["no such column"]


def test_charts_are_drawings(ran: tidui.Run) -> None:
    assert len(ran.charts) > 3
    for name, chart in ran.charts.items():
        assert name.endswith(".en") and "<svg" in chart.svg and chart._repr_svg_() == chart.svg
    assert ran.charts._repr_html_().count("<img") == len(ran.charts)


def test_a_notebook_shows_the_report_without_letting_it_out(ran: tidui.Run) -> None:
    shown = ran._repr_html_()
    assert shown.startswith("<iframe srcdoc=") and shown.endswith("</iframe>") and 'sandbox=""' in shown
    # Nothing of the report stands outside the one attribute.
    assert shown.count("<") == 2 and shown.count('"') == 6


def test_a_replicate_is_the_same_with_and_without_its_run(ran: tidui.Run, small: tidui.Scenario) -> None:
    own, other = ran.replay(3), small.replay(3, seed=5)
    assert own.json() == other.json() and own.replicate == 3
    assert set(own.parameters) == set(small.problem()["names"])
    assert all(len(values) == len(own.months) for values in own.metrics.values())
    somebody = own.events[0]["person"]
    assert {one["person"] for one in ran.replay(3, person=somebody).events} == {somebody}
    with pytest.raises(tidui.Refused):
        ran.replay(200)
    with pytest.raises(tidui.Refused) as caught:
        small.replay(3, person="nobody")
    assert caught.value.code == "unknown-person"


def test_rosters_of_a_replicate_are_written(ran: tidui.Run, tmp_path: Path) -> None:
    said = ran.replay(0, roster_at="2022-01", to=tmp_path / "rosters")
    assert said.json()["rosters"] and (tmp_path / "rosters" / "roster-2022-01.csv").is_file()


def test_replicates_are_kept_where_that_is_asked(small: tidui.Scenario) -> None:
    run = small.run(replicates=40, keep_replicates=True, no_charts=True, progress=None)
    assert (run.folder / "replicates.parquet").is_file()


def test_progress_is_told(small: tidui.Scenario) -> None:
    told: list[tuple[int, int]] = []
    small.run(replicates=400, no_charts=True, progress=lambda done, total: told.append((done, total)))
    assert told and told[-1] == (400, 400) and told == sorted(told)
