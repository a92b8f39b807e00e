"""Sobol' indices of a plan by SALib: python docs/examples/salib_indices.py PLAN OUTPUT [ROWS]

PLAN is a bundled plan or a file, OUTPUT one of `Scenario(PLAN).outputs`, such as `value.backbone.main`. Takes ROWS × (d + 2)
replicates for d unknown numbers (ROWS a power of two, 256 unless said otherwise). Luck is each row's own here, so that what
the first-order indices leave over is chance and what numbers do together; `tidui sensitivity` tells the two apart.
"""

import sys

import numpy as np
import tidui
from SALib.analyze import sobol
from SALib.sample import sobol as sampler


def indices(plan, output, rows=256, seed=1):
    """First-order indices and the half-widths of their 95 % intervals, by factor, greatest first."""
    problem = plan.problem()
    sample = sampler.sample(problem, rows, calc_second_order=False, seed=seed)
    said = plan.evaluate(sample, output, own_luck=True)
    found = sobol.analyze(problem, np.asarray(said.column(output)), calc_second_order=False, seed=seed)
    factors = list(dict.fromkeys(problem.get("groups", problem["names"])))
    return sorted(zip(factors, found["S1"], found["S1_conf"]), key=lambda one: -one[1])


if __name__ == "__main__":
    name, output, *rows = sys.argv[1:]
    for factor, first, width in indices(tidui.Scenario(name), output, *map(int, rows))[:10]:
        print(f"{factor:50} {first:6.3f} ± {width:.3f}")
