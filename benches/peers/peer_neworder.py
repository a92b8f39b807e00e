"""neworder's own example at its own size.

After examples/markov_chain of neworder by Andrew Smith (https://github.com/virgesmith/neworder, MIT licence), in our
words: a data frame of people, `neworder.df.transition` for a step, `value_counts` after it. Left out are two columns that
the example carries and does not use, its pure-Python alternative, and its chart. The example has one fixed seed; here the
seed varies, so that runs are independent.
"""

from importlib.metadata import version

import neworder
import numpy as np
import pandas as pd

from common import MATRIX, PEOPLE, STEPS, run


class MarkovChain(neworder.Model):
    def __init__(self, seed):
        super().__init__(neworder.LinearTimeline(0, STEPS, STEPS), lambda: seed)
        self.states = np.arange(len(MATRIX))
        self.population = pd.DataFrame({"state": np.zeros(PEOPLE, dtype=np.int64)})
        self.summary = pd.DataFrame(columns=self.states)

    def step(self):
        neworder.df.transition(self, self.states, MATRIX, self.population, "state")
        self.summary.loc[len(self.summary)] = self.population["state"].value_counts()


def simulate(seed):
    model = MarkovChain(seed)
    neworder.run(model)
    return model.summary.fillna(0).to_numpy()


run("neworder", version("neworder"), simulate)
