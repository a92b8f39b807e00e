"""A plan in the EMA Workbench, and where a target fails: python docs/examples/ema_workbench_boxes.py PLAN TARGET [SCENARIOS]

`model` makes a model of a plan: its unknown numbers are uncertainties, as percentiles, and numbers of the plan can be levers.
`AllAtOnce` hands all experiments of a policy to tidui together, which shares them out among its threads; the Workbench's own
evaluators would ask for one after another, and have the plan read each time.
"""

import sys

import numpy as np
import tidui
from ema_workbench import Model, RealParameter, ScalarOutcome, perform_experiments
from ema_workbench.analysis import prim
from ema_workbench.em_framework.evaluators import BaseEvaluator
from ema_workbench.em_framework.points import experiment_generator


def plain(path):
    """A path as a name that Python could have, which is what the Workbench wants."""
    return path.replace(".", "__").replace("-", "_").replace("@", "_at_")


def model(plan, outputs, levers=None, name="plan"):
    """The plan as a model; `levers` are paths with the least and the greatest value of each."""
    made = Model(name, function=lambda **_: {})
    made.plan, made.asked = plan, list(outputs)
    made.paths = {plain(path): path for path in plan.problem()["names"]}
    made.settable = {plain(path): path for path in levers or {}}
    made.uncertainties = [RealParameter(one, 0, 1) for one in made.paths]
    made.levers = [RealParameter(plain(path), *ends) for path, ends in (levers or {}).items()]
    made.outcomes = [ScalarOutcome(plain(one)) for one in made.asked]
    return made


class AllAtOnce(BaseEvaluator):
    """Evaluates all experiments of a policy in one go. Every experiment has luck of its own, as replicates of a run have."""

    def initialize(self):
        pass

    def finalize(self):
        pass

    def evaluate_experiments(self, scenarios, policies, callback, combine="factorial", **_):
        by_policy = {}
        for one in experiment_generator(scenarios, self._msis, policies, combine=combine):
            by_policy.setdefault((one.model_name, one.policy.name), []).append(one)
        for (name, _policy), experiments in by_policy.items():
            of = next(one for one in self._msis if one.name == name)
            settings = {path: experiments[0].policy[key] for key, path in of.settable.items()}
            rows = np.array([[one.scenario[key] for key in of.paths] for one in experiments])
            said = of.plan.set(settings).evaluate(rows, of.asked, own_luck=True)
            columns = {plain(output): said.column(output) for output in of.asked}
            for at, experiment in enumerate(experiments):
                callback(experiment, {name: column[at] for name, column in columns.items()})


def boxes(plan, target, scenarios=2000):
    """Experiments, whether the target was missed in each, and the box that PRIM finds, if there is one."""
    output = f"met.{target}.main"
    of = model(plan, [output])
    experiments, outcomes = perform_experiments(of, scenarios=scenarios, evaluator=AllAtOnce(of))
    missed = outcomes[plain(output)] == 0
    if missed.all() or not missed.any():
        return experiments, missed, None
    box = prim.Prim(experiments[list(of.paths)], missed, threshold=0.5).find_box()
    return experiments, missed, box


if __name__ == "__main__":
    name, target, *scenarios = sys.argv[1:]
    _, missed, box = boxes(tidui.Scenario(name), target, *map(int, scenarios))
    print(f"missed in {missed.mean():.1%}")
    if box is not None:
        print(box.peeling_trajectory.tail(1).to_string(index=False))
