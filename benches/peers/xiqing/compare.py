"""Compares tidui with the NumPy and the SimPy model of the same plan: first whether they agree, then what they take.

    python compare.py            three rounds, about four minutes
    python compare.py --quick    one short round, to see that everything works

TIDUI names tidui's binary (target/release/tidui unless set). Prints Markdown; ends with 1 if the programs disagree.
"""

import argparse
import csv
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
TIDUI = os.environ.get("TIDUI", str(ROOT / "target/release/tidui"))
FULL = ROOT / "scenarios/xiqing-2021.toml"
MAIN = HERE / "main-flows.toml"
# A difference of the means above so many standard errors of it is a disagreement.
ALLOWED = 4.0
# Where tidui has what the models report: metric and month.
ELSEWHERE = {
    "stock.teacher 2022-08": ("stock.teacher", "2022-08"),
    "stock.backbone 2021-12": ("stock.backbone", "2021-12"),
    "imports 2021-12": ("target.import-2021.main", "2021-12"),
    "imports": ("target.import-2021.main", "2023-12"),
    "backbone per 100 students": ("target.backbone.main", "2023-12"),
}
SHARE = "P(backbone target met)"


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def run(command, **options):
    """Runs a program; its output, and the share of the time for which it had a processor."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, encoding="utf-8", **options).stdout
    after, took = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - started
    return output, (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / took


def run_tidui(scenario, replicates, seed):
    """Seconds, and the mean and standard error of each metric by (metric, month)."""
    with tempfile.TemporaryDirectory() as folder:
        command = [TIDUI, "run", str(scenario), "--replicates", str(replicates), "--seed", str(seed), "--threads", "1"]
        command += ["--no-charts", "--quiet", "--again", "--output", folder]
        _, share = run(command)
        (left,) = Path(folder).iterdir()
        manifest = json.loads((left / "manifest.json").read_text("utf-8"))
        count = manifest["replicates"]

        def estimate(row):
            return float(row["mean"]), float(row["sd"]) / count**0.5

        metrics = {(row["metric"], row["month"]): estimate(row) for row in rows(left / "tables/metrics.csv")}
        for row in rows(left / "tables/funds.csv"):
            if row["fund"] == "special" and row["quantity"] == "spend":
                metrics["spend." + row["fiscal_year"], "2023-12"] = estimate(row)
        for row in rows(left / "tables/targets.csv"):
            if row["target"] == "backbone" and row["reading"] == "main":
                chance = float(row["probability"])
                metrics[SHARE, "2023-12"] = chance, (chance * (1 - chance) / count) ** 0.5
    version = f"{manifest['tidui']} ({manifest['commit']})"
    seconds = manifest["durations"]["simulate"]
    return {"replicates": count, "seconds": seconds, "version": version, "metrics": metrics, "share": share}


def run_model(name, replicates, seed):
    # One thread, as tidui: the models hardly use linear algebra, but its library would start threads all the same.
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, str(HERE / name), "--replicates", str(replicates), "--seed", str(seed)]
    output, share = run(command, env=environment)
    return json.loads(output) | {"share": share}


def pooled(runs, key):
    """Mean, its standard error and the replicates over rounds of equal size."""
    found = [one["metrics"][key] for one in runs]
    mean = statistics.fmean(mean for mean, _ in found)
    return mean, sum(error**2 for _, error in found) ** 0.5 / len(found), sum(one["replicates"] for one in runs)


def deviation(key, ours, theirs):
    """The difference in its standard errors; none where there is too little to judge by."""
    (mean, error, count), (other, other_error, other_count) = ours, theirs
    if key == SHARE:
        chance = (mean * count + other * other_count) / (count + other_count)
        if chance * other_count < 5:
            return None
        error, other_error = ((chance * (1 - chance) / n) ** 0.5 for n in (count, other_count))
    spread = (error**2 + other_error**2) ** 0.5
    return (other - mean) / spread if spread > 0 else (0.0 if other == mean else float("inf"))


def number(value):
    return f"{value:,.0f}" if abs(value) >= 10_000 else f"{value:.4g}" if abs(value) < 1_000 else f"{value:,.1f}"


def agreement(tidui, models):
    """Prints the means side by side; whether all agree."""
    names = list(models)
    print("Means over the replicates; in brackets the difference from tidui in standard errors", end=" ")
    print(f"(allowed: {ALLOWED:g}).\n")
    counts = [sum(one["replicates"] for one in runs) for runs in (tidui, *models.values())]
    heads = [f"{name}, {count:,}" for name, count in zip(["tidui", *names], counts)]
    print("| at the end of 2023-12 unless a month is named | " + " | ".join(heads) + " |")
    print("| :-- |" + " --: |" * len(heads))
    worst = dict.fromkeys(names, 0.0)
    for key in models[names[0]][0]["metrics"]:
        ours = pooled(tidui, ELSEWHERE.get(key, (key, "2023-12")))
        cells = [number(ours[0])]
        for name in names:
            theirs = pooled(models[name], key)
            away = deviation(key, ours, theirs)
            cells.append(f"{number(theirs[0])} ({'too few' if away is None else f'{away:+.1f}'})")
            worst[name] = max(worst[name], abs(away or 0))
        print(f"| {key} | " + " | ".join(cells) + " |")
    largest = ", ".join(f"{name} {away:.1f}" for name, away in worst.items())
    print(f"\nLargest difference: {largest} standard errors.")
    return all(away <= ALLOWED for away in worst.values())


def processor():
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.machine()


def times(results):
    """Prints what a replicate takes."""
    taken = {name: [one["seconds"] / one["replicates"] * 1e3 for one in runs] for name, runs in results.items()}
    full, main = (statistics.median(taken[name]) for name in ("tidui, full plan", "tidui, main flows"))
    python = f"CPython {platform.python_version()}"
    print("| program | version | replicates a round | ms per replicate: median (least–most)", end=" ")
    print("| to tidui, full plan | to tidui, main flows |\n| :-- | :-- | --: | --: | --: | --: |")
    for name, runs in results.items():
        middle, version = statistics.median(taken[name]), runs[0]["version"]
        version += "" if name.startswith("tidui") else f", {python}"
        spread = f"{middle:.3g} ({min(taken[name]):.3g}–{max(taken[name]):.3g})"
        ratios = f"{middle / full:.3g} × | {middle / main:.3g} ×"
        print(f"| {name} | {version} | {runs[0]['replicates']:,} | {spread} | {ratios} |")
    print(f"\n{processor()}; one thread each, {len(runs)} round(s), programs in turn.", end=" ")
    print("Reading the plan and writing results are not counted.")
    share = min(one["share"] for runs in results.values() for one in runs)
    if share < 0.9:
        print(f"\n**The machine was busy:** a program had a processor for only {share:.0%} of its time. Measure again.")


def main():
    parser = argparse.ArgumentParser(description="Compares tidui with NumPy and SimPy on the Xiqing plan.")
    parser.add_argument("--rounds", type=int, help="rounds (3; 1 with --quick)")
    parser.add_argument("--quick", action="store_true", help="few replicates: a check, no measurement")
    options = parser.parse_args()
    rounds = options.rounds or (1 if options.quick else 3)
    tidui, numpy, simpy = (1000, 512, 30) if options.quick else (10_000, 4096, 80)
    programs = {
        "tidui, full plan": lambda seed: run_tidui(FULL, tidui, seed),
        "tidui, main flows": lambda seed: run_tidui(MAIN, tidui, seed),
        "NumPy, main flows": lambda seed: run_model("numpy_model.py", numpy, seed),
        "SimPy, main flows": lambda seed: run_model("simpy_model.py", simpy, seed),
    }
    results = {name: [] for name in programs}
    for seed in range(1, rounds + 1):
        for name, program in programs.items():
            print(f"round {seed} of {rounds}: {name}", file=sys.stderr)
            results[name].append(program(seed))
    times(results)
    print()
    models = {name.split(",")[0]: runs for name, runs in results.items() if not name.startswith("tidui")}
    if not agreement(results["tidui, main flows"], models):
        sys.exit("The programs disagree: what they take cannot be compared.")


if __name__ == "__main__":
    main()
