"""Runs all peers in turn, checks each against the exact answer, and prints the table. See README.md."""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from common import MATRIX, PEOPLE, START, STEPS

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TIDUI = os.environ.get("TIDUI", str(ROOT / "target/release/tidui"))
RUNS = ROOT / "target/peers/runs"
# How far a count may be from its expectation, in standard errors.
FAR = 5.0

# One thread everywhere. The allocator keeps its pages, as it would in a longer program: handing 800 kB back to the system
# at every step nearly doubles the time of ordinary NumPy.
PYTHON = os.environ | {
    "OMP_NUM_THREADS": "1",
    "MALLOC_TOP_PAD_": str(1 << 26),
    "MALLOC_TRIM_THRESHOLD_": str(1 << 30),
    "MALLOC_MMAP_THRESHOLD_": str(1 << 25),
}


class Disagreement(Exception):
    pass


def outputs(command, **options):
    done = subprocess.run(command, check=False, capture_output=True, text=True, **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stderr}")
    return done.stdout


def line_of(command, **options):
    """What a peer says of itself: its last line, a JSON object."""
    return json.loads(outputs(command, **options).splitlines()[-1])


def python_peer(script, runs):
    return lambda seed: line_of([sys.executable, "-W", "ignore", HERE / script, "--runs", str(runs), "--seed", str(seed)], env=PYTHON)


def floor(runs):
    rustc = outputs(["rustc", "--version"], cwd=ROOT).split()[1]

    def measure(seed):
        command = ["cargo", "bench", "--quiet", "--bench", "floor", "--no-default-features", "--"]
        line = line_of([*command, "--runs", str(runs), "--seed", str(seed)], cwd=ROOT)
        return line | {"peer": "Rust loop, by hand", "version": f"rustc {rustc}"}

    return measure


def tidui(name, scenario, steps, months, replicates, threads=1, people=PEOPLE):
    """tidui by its command line. A run's time is that of its replicates; its counts are their sum."""

    def measure(seed):
        shutil.rmtree(RUNS, ignore_errors=True)
        command = [TIDUI, "run", HERE / scenario, "--set", f"tier.s0.stock={people}"]
        command += ["--replicates", replicates, "--threads", threads, "--seed", seed]
        clock = time.perf_counter()
        outputs([*map(str, command), "--no-charts", "--quiet", "--again", "--output", str(RUNS)])
        whole = time.perf_counter() - clock
        (folder,) = RUNS.iterdir()
        manifest = json.loads((folder / "manifest.json").read_text())
        means = {}
        for metric in json.loads((folder / "report.json").read_text())["metrics"]:
            year, month = metric["month"].split("-")
            if metric["id"].startswith("stock.s") and month in months:
                means.setdefault((year, month), []).append(round(metric["mean"] * replicates))
        return {
            "peer": name,
            "version": f"{manifest['tidui']} ({manifest['commit'][:8]})",
            "seconds": [manifest["durations"]["simulate"]],
            "whole": whole,
            "person_steps": people * steps * replicates,
            "counts": [[means[when] for when in sorted(means)]],
        }

    return measure


def distance(counts):
    """The farthest of all counts from the exact expectation, in exact standard errors.

    `counts[t]` are the numbers in the states after t + 1 steps of some whole number of independent populations. They are
    sums of multinomials, one for each initial state.
    """
    counts = np.asarray(counts, dtype=float)
    populations = counts[0].sum() / START.sum()
    if counts.shape[1] != 3 or populations != round(populations) or np.any(counts.sum(axis=1) != counts[0].sum()):
        return np.inf
    farthest, power = 0.0, np.eye(3)
    for row in counts:
        power = power @ MATRIX
        expected = populations * START @ power
        error = np.sqrt(populations * START @ (power * (1 - power)))
        farthest = max(farthest, np.max(np.abs(row - expected) / error))
    return farthest


def check(name, steps, results):
    """The farthest count of every run of a peer, and of all its runs together."""
    runs = [run for result in results for run in result["counts"]]
    if any(len(run) != steps for run in runs):
        raise Disagreement(f"{name}: not {steps} steps")
    if len({json.dumps(run) for run in runs}) < len(runs):
        raise Disagreement(f"{name}: two runs are the same")
    alone, together = max(map(distance, runs)), distance(np.sum(runs, axis=0))
    if not max(alone, together) <= FAR:
        raise Disagreement(f"{name}: {max(alone, together):.1f} standard errors from the exact answer")
    return alone, together, len(runs)


def nanoseconds(result):
    return 1e9 * sum(result["seconds"]) / len(result["seconds"]) / result["person_steps"]


def table(head, rows):
    for row in [head, ["---"] + ["---:"] * (len(head) - 1), *rows]:
        print("| " + " | ".join(row) + " |")
    print()


def processor():
    for line in Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []:
        if line.startswith("model name"):
            return line.split(":")[1].strip()
    return platform.processor() or platform.machine()


def main():
    parser = argparse.ArgumentParser(prog="run", description=__doc__)
    parser.add_argument("--rounds", type=int, help="how often every peer is measured [5]")
    parser.add_argument("--quick", action="store_true", help="two rounds of short measurements: a check, not a comparison")
    arguments = parser.parse_args()
    rounds = arguments.rounds or (2 if arguments.quick else 5)

    # Runs a measurement, so that each takes a second or more.
    def often(number):
        return 1 if arguments.quick else number

    replicates = 2 if arguments.quick else 8
    half_years, years = {"06", "12"}, {"12"}
    peers = {
        "tidui": (STEPS, tidui("tidui", "markov.toml", STEPS, half_years, replicates)),
        "yearly": (STEPS // 2, tidui("tidui, 50 yearly steps", "markov-yearly.toml", STEPS // 2, years, 2 * replicates)),
        "one": (STEPS, tidui("tidui, one thread", "markov.toml", STEPS, half_years, 128, 1, PEOPLE // 8)),
        "two": (STEPS, tidui("tidui, two threads", "markov.toml", STEPS, half_years, 128, 2, PEOPLE // 8)),
        "neworder": (STEPS, python_peer("peer_neworder.py", 1)),
        "numpy": (STEPS, python_peer("peer_numpy.py", often(12))),
        "tuned": (STEPS, python_peer("peer_numpy_tuned.py", often(50))),
        "floor": (STEPS, floor(often(100))),
    }
    results = {name: [] for name in peers}
    for round_ in range(rounds):
        for name, (_, measure) in peers.items():
            if sys.stderr.isatty():
                print(f"\rround {round_ + 1} of {rounds}: {name:10}", end="\r", file=sys.stderr, flush=True)
            results[name].append(measure(1000 * (round_ + 1)))
    shutil.rmtree(RUNS, ignore_errors=True)

    try:
        if [result["counts"] for result in results["two"]] != [result["counts"] for result in results["one"]]:
            raise Disagreement("tidui: two threads count otherwise than one")
        agreement = {name: check(name, steps, results[name]) for name, (steps, _) in peers.items()}
    except Disagreement as disagreement:
        sys.exit(f"disagreement, so nothing is compared: {disagreement}")

    times = {name: [nanoseconds(result) for result in results[name]] for name in peers}
    base = statistics.median(times["tidui"])
    print(f"{PEOPLE:,} people, {STEPS} steps, one thread; {rounds} rounds on {processor()}, Python {platform.python_version()}\n")
    rows = []
    for name in peers:
        if name not in ("one", "two"):
            median, first = statistics.median(times[name]), results[name][0]
            spread = f"{median:.2f} ({min(times[name]):.2f}–{max(times[name]):.2f})"
            alone, together, runs = agreement[name]
            ratio = f"{median / base:.3g}"
            rows.append([first["peer"], first["version"], spread, ratio, str(runs), f"{alone:.1f}", f"{together:.1f}"])
    head = ["peer", "version", "ns per person-step: median (min–max)", "time relative to tidui"]
    table([*head, "runs checked", "farthest count of one run, in SE", "of all runs together"], rows)

    # Many replicates of an eighth of the people, so that two threads have the same work to share.
    print(f"tidui with threads, 128 replicates of {PEOPLE // 8:,} people and {STEPS} steps:\n")
    simulate = [statistics.median(result["seconds"][0] for result in results[name]) for name in ("one", "two")]
    rows = [[str(threads), f"{s:.2f}", f"{simulate[0] / s:.2f}"] for threads, s in zip((1, 2), simulate, strict=True)]
    table(["threads", "simulating, s", "speed-up"], rows)

    whole = statistics.median(result["whole"] for result in results["tidui"])
    inside = statistics.median(result["seconds"][0] for result in results["tidui"])
    print(f"The whole process of a tidui measurement ({replicates} replicates) takes {whole:.2f} s, {inside:.2f} s of it simulating.")


if __name__ == "__main__":
    main()
