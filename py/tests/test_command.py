"""The wheel and the command give the same bytes."""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path

import pytest
import tidui
from conftest import SMALL


def commit(folder: Path) -> bytes:
    """The commit of the tidui that made a folder, which reports name."""
    made = next(path for path in (folder / "manifest.json", folder / "study.json") if path.is_file())
    said: str = json.loads(made.read_text(encoding="utf-8"))["commit"]
    return said.encode()


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file that says what came out: no manifest, and nothing packed that has the time or the commit in it. Wheel
    and command may have been built at two commits, by whoever works on one of them."""
    left_out = {"manifest.json", "study.json"}
    files = (path for path in folder.rglob("*") if path.is_file())
    named = ((path.relative_to(folder).as_posix(), path) for path in files)
    own = commit(folder)
    return {
        name: hashlib.sha256(path.read_bytes().replace(own, b"")).hexdigest()
        for name, path in named
        if name not in left_out and not name.endswith((".xlsx", ".docx"))
    }


def only(place: Path) -> Path:
    return next(path for path in place.iterdir() if path.is_dir() and not path.name.startswith("."))


def asked(command: Path, *words: str) -> str:
    done = subprocess.run([command, *words], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_run_is_the_same_to_the_byte(command: Path, tmp_path: Path) -> None:
    run = tidui.Scenario(SMALL).run(replicates=200, seed=5, output=tmp_path / "wheel", lang="en", progress=None)
    options = ["--replicates", "200", "--seed", "5", "--lang", "en", "--quiet", "--output", str(tmp_path / "command")]
    asked(command, "run", str(SMALL), *options)
    other = only(tmp_path / "command")
    assert run.folder.name == other.name
    own = digests(run.folder)
    assert len(own) > 30 and {"results.json", "report.json", "report.zh.html", "tables/targets.parquet"} <= set(own)
    assert own == digests(other)


def test_a_study_is_the_same_to_the_byte(command: Path, tmp_path: Path) -> None:
    plan = tidui.Scenario(SMALL).set({"target.backbone.at_least": 2.8})
    study = plan.layers(replicates=128, seed=3, output=tmp_path / "wheel", lang="en", progress=None)
    options = ["--set", "target.backbone.at_least=2.8", "--replicates", "128", "--seed", "3", "--lang", "en", "--quiet"]
    asked(command, "layers", str(SMALL), *options, "--output", str(tmp_path / "command"))
    other = only(tmp_path / "command")
    assert study.folder.name == other.name and digests(study.folder) == digests(other)


def test_the_command_verifies_what_the_wheel_made(command: Path, ran: tidui.Run) -> None:
    # It makes the folder again, and would end otherwise if anything differed.
    asked(command, "verify", str(ran.folder), "--lang", "en")


def test_the_wheel_is_of_the_command_s_version(command: Path) -> None:
    assert tidui.__version__ in asked(command, "--version")


def test_the_object_is_that_of_the_command(command: Path, ran: tidui.Run) -> None:
    words = ["--replicates", "200", "--seed", "5", "--output", str(ran.folder.parent), "--lang", "en", "--json"]
    # Of another commit it is not taken for the same, and lies beside it.
    assert {**json.loads(asked(command, "run", str(SMALL), *words)), "run": ""} == {**ran.json("en"), "run": ""}


@pytest.mark.parametrize("number", [0, 7])
def test_a_replicate_is_that_of_the_command(command: Path, ran: tidui.Run, number: int) -> None:
    told = asked(command, "replay", str(ran.folder), "--replicate", str(number), "--json")
    assert json.loads(told) == ran.replay(number).json()
