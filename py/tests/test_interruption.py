"""Ctrl-C, and whoever has had enough: the work stops soon, and leaves nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import tidui

WORK = """
import sys, tidui
plan = tidui.Scenario("xiqing-2021")
def told(done, total):
    print("working", flush=True)
try:
    {call}
except KeyboardInterrupt:
    print("stopped", flush=True)
    sys.exit(5)
"""
CALLS = {
    "run": "plan.run(replicates=5_000_000, output=sys.argv[1], progress=told)",
    "run in a temporary folder": "plan.run(replicates=5_000_000, progress=told)",
    "study": "plan.frontier(replicates=100_000, output=sys.argv[1], progress=told)",
    "function": "plan.evaluate([[0.5] * plan.problem()['num_vars']] * 20_000, progress=told)",
}


@pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise there")
@pytest.mark.parametrize("what", CALLS)
def test_ctrl_c_stops_the_work_and_leaves_nothing(what: str, tmp_path: Path) -> None:
    here = tmp_path / "temporary"
    here.mkdir()
    code = WORK.replace("{call}", CALLS[what])
    environment = {**os.environ, "TMPDIR": str(here)}
    output = tmp_path / "output"
    child = subprocess.Popen([sys.executable, "-c", code, str(output)], stdout=subprocess.PIPE, text=True, env=environment)
    assert child.stdout is not None and child.stdout.readline() == "working\n"
    child.send_signal(signal.SIGINT)
    began = time.monotonic()
    rest, _ = child.communicate(timeout=120)
    # It is in the middle of a group of replicates at most; a machine with much else to do is given time.
    assert time.monotonic() - began < 60
    assert child.returncode == 5 and rest.endswith("stopped\n")
    left = [path for path in output.rglob("*") if path.is_file() and ".replicates" not in path.parts]
    assert left == [] and list(here.iterdir()) == []


def test_what_a_listener_raises_ends_the_work(small: tidui.Scenario, tmp_path: Path) -> None:
    class Enough(Exception):
        pass

    def told(done: int, total: int) -> None:
        raise Enough

    with pytest.raises(Enough):
        small.run(replicates=1_000_000, output=tmp_path, progress=told)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_other_threads_of_python_go_on(small: tidui.Scenario) -> None:
    import threading

    count, stop = 0, threading.Event()

    def counting() -> None:
        nonlocal count
        while not stop.wait(0.001):
            count += 1

    thread = threading.Thread(target=counting)
    thread.start()
    small.run(replicates=2000, no_charts=True, progress=None)
    stop.set()
    thread.join()
    assert count > 10
