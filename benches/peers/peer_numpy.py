"""NumPy as it is ordinarily written: a uniform number a person, compared with the cumulative row of the person's state."""

import numpy as np

from common import MATRIX, PEOPLE, STEPS, run

# The last column would be 1, which no draw reaches.
FIRST, SECOND = MATRIX.cumsum(axis=1)[:, :2].T.copy()


def simulate(seed):
    generator = np.random.default_rng(seed)
    state = np.zeros(PEOPLE, dtype=np.int64)
    counts = []
    for _ in range(STEPS):
        draw = generator.random(PEOPLE)
        state = (draw >= FIRST[state]).astype(np.int64) + (draw >= SECOND[state])
        counts.append(np.bincount(state, minlength=3))
    return counts


run("NumPy, ordinary", np.__version__, simulate)
