"""Sweeps, shards and merging, and pieces that wheel and command make together."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
import tidui
from conftest import SMALL
from test_command import digests


def design(place: Path) -> Path:
    file = place / "design.csv"
    rows = ["name,scenario,seed,fund.special.appropriation", f"a,{SMALL},,", f"b,{SMALL},7,50000", f"c,{SMALL},,much"]
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return file


def test_a_sweep_tells_its_rows_and_has_the_tables_of_all(tmp_path: Path) -> None:
    swept = tidui.sweep(design(tmp_path), replicates=100, output=tmp_path, table=["targets", "joint"], lang="en")
    assert (swept.rows, swept.refused, swept.left_out) == (3, 1, 0)
    assert swept.not_run[0]["row"] == 3 and "number" in swept.not_run[0]["why"]["en"]
    assert list(swept.tables) == ["joint", "rows", "targets"]
    assert tidui.sweep(design(tmp_path), replicates=100, output=tmp_path, table=["joint", "targets"]).recognised
    polars = pytest.importorskip("polars")
    rows = polars.read_parquet(swept.tables["rows"])
    assert rows["status"].to_list() == ["run", "run", "refused"]
    joint = polars.read_parquet(swept.tables["joint"])
    alone = tidui.Scenario(SMALL).run(replicates=100, progress=None).tables["joint"].to_dict()
    assert joint.filter(polars.col("row") == 1)["probability"].to_list() == alone["probability"]


def test_what_is_wrong_with_a_design_is_said(tmp_path: Path) -> None:
    file = tmp_path / "wrong.csv"
    file.write_text("nam,scenario\nx,lean\n", encoding="utf-8")
    with pytest.raises(tidui.ScenarioError) as refused:
        tidui.sweep(file, output=tmp_path, lang="en")
    assert refused.value.problems[0].line == 1
    with pytest.raises(tidui.Refused, match="replicates"):
        tidui.sweep(file, output=tmp_path, replicats=3, lang="en")
    with pytest.raises(tidui.Refused, match="2/8"):
        tidui.sweep_shard(file, "9/8", output=tmp_path, lang="en")


def test_pieces_of_wheel_and_command_are_one_run(tmp_path: Path, command: Path) -> None:
    plan = tidui.Scenario(SMALL)
    whole = plan.run(replicates=1000, seed=3, output=tmp_path / "whole", lang="en", no_charts=True, progress=None)
    options = {"replicates": 1000, "seed": 3, "no_charts": True, "lang": "en"}
    pieces = [tidui.shard(plan, f"{number}/3", output=tmp_path / "pieces", **options) for number in (1, 3)]
    assert [one.there for one in pieces] == [1, 2] and pieces[0].of == 1000
    with pytest.raises(tidui.Refused, match="missing: 2"):
        tidui.merge(pieces[0].shards, lang="en", progress=None)
    words = ["run", SMALL, "--replicates", "1000", "--seed", "3", "--no-charts", "--lang", "en", "--quiet", "--shard", "2/3"]
    subprocess.run([command, *words, "--output", tmp_path / "pieces"], check=True, stdout=subprocess.DEVNULL)
    merged = tidui.merge(pieces[0].shards, output=tmp_path / "merged", lang="en", progress=None)
    assert isinstance(merged, tidui.Run)
    assert digests(merged.folder) == digests(whole.folder)


def test_a_study_is_shared_in_rounds(tmp_path: Path) -> None:
    plan, options = tidui.Scenario(SMALL), {"vary": "special=0.5..1.5", "points": 5, "replicates": 2000, "no_charts": True}
    whole = plan.frontier(**options, output=tmp_path / "whole", progress=None, lang="en")
    rounds = 0
    while True:
        pieces = [tidui.shard(plan, f"{one}/2", "frontier", output=tmp_path / "pieces", lang="en", **options) for one in (1, 2)]
        if pieces[0].nothing_left:
            break
        rounds += 1
        assert pieces[0].own + pieces[1].own == pieces[0].of
    merged = tidui.merge(pieces[0].shards, output=tmp_path / "merged", lang="en", progress=None)
    assert rounds == 1 and isinstance(merged, tidui.Study) and merged.question == "frontier"
    assert digests(merged.folder) == digests(whole.folder)


def test_engines_of_one_source_say_so() -> None:
    assert len(tidui.engine()) == 16 and set(tidui.engine()) <= set("0123456789abcdef")
