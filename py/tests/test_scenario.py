"""Plans: named, changed, checked and refused."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
import tidui


def test_a_bundled_plan_is_found_by_its_name() -> None:
    assert "xiqing-2021" in tidui.scenarios()
    warnings = tidui.Scenario("xiqing-2021").check("en")
    assert warnings and all(one.code and one.message for one in warnings)


def test_a_setting_gives_another_plan(small: tidui.Scenario) -> None:
    changed = small.set({"fund.special.appropriation": 500_000}).set("run.replicates=40")
    assert small.settings == [] and len(changed.settings) == 2
    assert small.json()["digest"] != changed.json()["digest"]
    assert changed == small.set(["fund.special.appropriation=500000", "run.replicates=40"])
    assert hash(changed) == hash(pickle.loads(pickle.dumps(changed))) and changed in {changed}
    assert "40" in repr(changed) and "[run]" in changed.text()


def test_settings_may_be_any_kind_of_number(small: tidui.Scenario) -> None:
    numpy = pytest.importorskip("numpy")
    one = small.set({"run.replicates": numpy.int64(40), "move.promote.rate": numpy.float64(0.125)})
    assert one.settings == ["run.replicates=40", "move.promote.rate=0.125"]
    assert one.check() is not None


def test_a_text_is_a_plan_too() -> None:
    mine = tidui.Scenario.from_text("format = 2\nextends = 'lean'\n[scenario]\nid = 'mine'\n")
    assert mine.json()["scenario"] == "mine"


def test_every_problem_is_told_with_its_place(tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text("format = 2\nextends = 'lean'\n[scenario]\nid = 'mine'\n[fund.special]\nappropriaton = 5\n[fundd]\n")
    with pytest.raises(tidui.ScenarioError) as caught:
        tidui.Scenario(plan).check("en")
    problems = caught.value.problems
    assert {one.line for one in problems} == {6, 7}
    first = next(one for one in problems if one.line == 6)
    assert (first.code, first.file, first.column) == ("unknown-key", str(plan), 1)
    assert first.path == f"{plan}:6:1" and "appropriation" in str(first.hint)
    assert str(plan) in str(caught.value) and isinstance(caught.value, tidui.Error)
    # It goes through a pool of processes, as any exception does.
    assert pickle.loads(pickle.dumps(caught.value)).problems == problems


def test_a_wrong_setting_is_told_by_its_number(small: tidui.Scenario) -> None:
    with pytest.raises(tidui.ScenarioError) as caught:
        small.set({"run.replicates": 40, "move.promote.rat": 0.1}).run(progress=None)
    assert [(one.file, one.line) for one in caught.value.problems] == [("--set", 2)]


def test_what_is_not_there_is_refused_with_the_nearest() -> None:
    with pytest.raises(tidui.Refused, match="xiqing-2021") as caught:
        tidui.Scenario("xiqing-2022").check("en")
    assert caught.value.code == "missing-file" and caught.value.exit_code == 2
    with pytest.raises(tidui.Refused, match="是否指|xiqing-2021"):
        tidui.Scenario("xiqing-2022").check("zh")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"replicats": 5}, "`replicates`"),
        ({"replicates": 1}, "`replicates` cannot be 1"),
        ({"seed": -1}, "`seed` cannot be -1"),
        ({"replicates": 10, "precision": 0.1}, "exclude each other"),
        ({"precision": 0.9}, "`precision` cannot be 0.9"),
        ({"output": "/proc/nowhere/at/all", "replicates": 10}, "/proc/nowhere"),
    ],
)
def test_a_wrong_option_is_named(small: tidui.Scenario, options: dict[str, object], said: str) -> None:
    with pytest.raises(tidui.Error, match=said):
        small.run(lang="en", progress=None, **options)  # type: ignore[arg-type]


def test_a_language_that_is_none_is_refused(small: tidui.Scenario) -> None:
    with pytest.raises(ValueError, match="lang"):
        small.check("fr")


def test_parameters_say_what_is_known_of_each_number(small: tidui.Scenario) -> None:
    frame = small.parameters
    assert {"path", "distribution", "low", "high", "unit", "basis", "source"} <= set(frame.columns)
    unknown = [one for one in frame if one["uncertain"]]
    assert [one["path"] for one in unknown] == small.problem()["names"]
    assert all(one["low"] < one["high"] and one["unit"] is not None for one in unknown)  # type: ignore[operator]
