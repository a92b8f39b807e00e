"""NumPy tuned for this one matrix: the fastest of the variants tried (README.md).

- 32 random bits a person, straight from the fastest generator, two people to a word; thresholds are whole numbers.
- A state is three arrays of bytes that say who is in it, and a step is logic on them: every pass is vector code,
  nothing is gathered, and nothing but the random words is allocated.
- The zeros of the matrix are left out.
"""

import numpy as np

from common import P01, P02, P12, P20, PEOPLE, STEPS, run

TO_ONE, LEAVES_ZERO, LEAVES_ONE, LEAVES_TWO = (np.uint32(round(p * 2**32)) for p in (P01, P01 + P02, P12, P20))


def simulate(seed):
    generator = np.random.SFC64(seed)
    zero = np.ones(PEOPLE, dtype=bool)
    one, two = np.zeros((2, PEOPLE), dtype=bool)
    moves, stays = np.empty((2, PEOPLE), dtype=bool)
    counts = []
    for _ in range(STEPS):
        draw = generator.random_raw(PEOPLE // 2).view(np.uint32)
        # In state 1 are those who were and stay, and those who come from 0.
        np.less(draw, TO_ONE, out=moves)
        np.logical_and(moves, zero, out=moves)
        np.greater_equal(draw, LEAVES_ONE, out=stays)
        np.logical_and(one, stays, out=one)
        np.logical_or(one, moves, out=one)
        # In state 0 likewise, those who come being from 2.
        np.less(draw, LEAVES_TWO, out=moves)
        np.logical_and(moves, two, out=moves)
        np.greater_equal(draw, LEAVES_ZERO, out=stays)
        np.logical_and(zero, stays, out=zero)
        np.logical_or(zero, moves, out=zero)
        # In state 2 are all the others; nobody is in both 0 and 1.
        np.equal(zero, one, out=two)
        in_zero, in_one = np.count_nonzero(zero), np.count_nonzero(one)
        counts.append((in_zero, in_one, PEOPLE - in_zero - in_one))
    return counts


run("NumPy, tuned", np.__version__, simulate)
