"""What the tests share. They run against the wheel that is installed, never against the folder beside them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import tidui

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests" / "fixtures" / "base.toml"


@pytest.fixture
def small() -> tidui.Scenario:
    """A small plan with four numbers that are not known, two of them correlated."""
    return tidui.Scenario(SMALL)


@pytest.fixture(scope="session")
def command() -> Path:
    """The program `tidui`, which `tests/python/run` names."""
    named = os.environ.get("TIDUI_BINARY")
    if not named:
        pytest.skip("no program is named in TIDUI_BINARY")
    return Path(named)


@pytest.fixture(scope="session")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tidui.Run:
    """A run of the small plan, with charts."""
    place = tmp_path_factory.mktemp("ran")
    return tidui.Scenario(SMALL).run(replicates=200, seed=5, output=place, lang="en", progress=None)
