"""What the documentation shows can be run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, SMALL

EXAMPLES = ROOT / "docs" / "examples"


@pytest.mark.parametrize("page", ["python.md", "python.zh.md"])
def test_the_guide_runs_from_its_first_line_to_its_last(page: str, tmp_path: Path) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert len(blocks) > 4
    code = "\n".join(blocks).replace("replicates=1000", "replicates=100").replace("replicates=200", "replicates=40")
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("10 education experts ")
    assert "--set 1 unknown-key" in done.stdout, "the problem has its place"
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"design.csv", "shared"}, "nothing is left where no folder is named"


def ran(name: str, *words: str) -> str:
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    done = subprocess.run([sys.executable, EXAMPLES / name, *words], capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_salib_s_indices_are_told() -> None:
    pytest.importorskip("SALib")
    told = ran("salib_indices.py", str(SMALL), "value.backbone.main", "64")
    assert len(told.splitlines()) == 3 and "move.promote.rate" in told


def test_the_workbench_looks_for_boxes() -> None:
    pytest.importorskip("ema_workbench")
    assert ran("ema_workbench_boxes.py", str(SMALL), "backbone", "100").startswith("missed in ")


def test_the_workbench_s_experiments_are_the_plan_s(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("ema_workbench")
    import tidui
    from ema_workbench import perform_experiments

    monkeypatch.syspath_prepend(str(EXAMPLES))
    import ema_workbench_boxes as connector

    plan = tidui.Scenario(SMALL)
    lever = "fund.special.appropriation"
    model = connector.model(plan, ["value.backbone.main"], {lever: (200_000, 800_000)})
    experiments, outcomes = perform_experiments(model, scenarios=10, policies=2, evaluator=connector.AllAtOnce(model))
    assert len(experiments) == 20
    column = connector.plain(lever)
    for value in set(experiments[column]):
        own = experiments[experiments[column] == value]
        said = plan.set({lever: value}).evaluate(own[list(model.paths)].to_numpy(float), model.asked, own_luck=True)
        assert said["value.backbone.main"] == list(outcomes["value__backbone__main"][own.index])
