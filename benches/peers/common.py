"""The problem that all peers solve, and how a Python peer is run."""

import argparse
import json
import time

import numpy as np

PEOPLE = 100_000
STEPS = 100

# The chain of neworder's example "Markov Chain": everyone begins in state 0; mean times to a transition are
# 13 (0 to 1), 23 (0 to 2), 29 (1 to 2) and 17 (2 to 0) steps.
P01, P02, P12, P20 = 1 / 13, 1 / 23, 1 / 29, 1 / 17
MATRIX = np.array([[1 - P01 - P02, P01, P02], [0, 1 - P12, P12], [P20, 0, 1 - P20]])
START = np.array([PEOPLE, 0, 0])


def run(peer, version, simulate):
    """Times `simulate(seed)`, which gives the numbers in the three states after each step, and prints a line of JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    simulate(arguments.seed)  # untimed: libraries load lazily and memory is touched for the first time
    seconds, counts = [], []
    for run in range(arguments.runs):
        clock = time.perf_counter()
        result = simulate(arguments.seed + run)
        seconds.append(time.perf_counter() - clock)
        counts.append(np.asarray(result).astype(int).tolist())
    line = {"peer": peer, "version": version, "seconds": seconds, "person_steps": PEOPLE * STEPS, "counts": counts}
    print(json.dumps(line))
