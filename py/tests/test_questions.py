"""Every question that the command line asks can be asked, by the same name, with the same options."""

from __future__ import annotations

from typing import Any

import pytest
import tidui

ASKED: dict[str, dict[str, Any]] = {
    "compare": {"attribute": "backbone"},
    "frontier": {"vary": "special=0.5..2", "points": 3},
    "require": {"target": "backbone", "lever": "special", "confidence": 0.5},
    "marginal": {},
    "allocate": {"total": 500_000},
    "layers": {},
    "sensitivity": {"best": 3},
    "discover": {"dimensions": 2},
    "robust": {},
    "worth": {},
}
SEVERAL = {"compare", "robust", "worth"}


def test_every_question_is_tried_here() -> None:
    assert set(tidui.questions()) == set(ASKED)
    assert all(hasattr(tidui.Scenario, name) for name in ASKED)


@pytest.mark.parametrize("name", ASKED)
def test_a_question_has_an_answer(small: tidui.Scenario, name: str) -> None:
    small = small.set({"target.backbone.at_least": 2.8})
    others = [small.set({"fund.special.appropriation": 800_000})] if name in SEVERAL else []
    study = getattr(small, name)(*others, replicates=128, seed=3, progress=None, lang="en", **ASKED[name])
    assert study.question == name and study.seed == 3
    assert study.tables and all(isinstance(frame, tidui.Frame) for frame in study.tables.values())
    assert sum(len(frame) for frame in study.tables.values()) > 0
    assert study.json()["question"] == name and study.text("zh") != study.text("en")
    assert "<html" in study.html() and study._repr_html_().startswith("<iframe")


def test_plans_may_be_named_and_have_settings_of_their_own() -> None:
    lean = tidui.Scenario("lean").compare("xiqing-2021", replicates=16, progress=None, no_charts=True)
    assert [one["id"] for one in lean.json()["scenarios"]] == ["xiqing-lean", "xiqing-2021"]
    plan = tidui.Scenario("xiqing-2021")
    study = plan.compare(plan.set({"fund.special.appropriation": 3_000_000}), replicates=16, progress=None, no_charts=True)
    assert len({one["digest"] for one in study.json()["scenarios"]}) == 2


def test_a_wrong_question_is_refused(small: tidui.Scenario) -> None:
    with pytest.raises(tidui.Refused, match="`frontier`"):
        small.ask("fronteer", lang="en")
    with pytest.raises(tidui.Refused, match="`points`"):
        small.frontier(point=3, lang="en")
    with pytest.raises(tidui.Refused, match="backbone"):
        small.sensitivity(target="backbon", lang="en", progress=None)
    with pytest.raises(tidui.Refused, match="`total` cannot be 0"):
        small.allocate(0, lang="en")
    with pytest.raises(tidui.Error):
        small.compare(lang="en", progress=None)


def test_a_study_goes_on_from_what_was_run(small: tidui.Scenario, tmp_path: Any) -> None:
    first = small.layers(replicates=128, seed=3, output=tmp_path, progress=None, no_charts=True)
    again = small.layers(replicates=128, seed=3, output=tmp_path, progress=None, no_charts=True)
    assert again.recognised and again.folder == first.folder
