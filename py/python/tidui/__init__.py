"""tidui 梯队: how likely is each target of an education-talent plan under its money, what holds it back, and what does it cost?

>>> import tidui
>>> run = tidui.Scenario("xiqing-2021").run(replicates=1000, seed=7)
>>> run.tables["targets"].to_dict()["probability"]

The same engine, numbers and bytes as the command ``tidui``. See docs/python.md.
"""

from ._errors import Error, InternalError, Problem, Refused, ScenarioError, SystemRefused
from ._frame import Column, Evaluation, Frame
from ._native import RESULTS_VERSION, __version__
from ._pieces import Shard, Sweep, engine, merge, shard, sweep, sweep_shard
from ._results import Chart, Charts, Replay, Result, Run, Study
from ._scenario import Scenario, questions, scenarios

__all__ = [
    "RESULTS_VERSION",
    "Chart",
    "Charts",
    "Column",
    "Error",
    "Evaluation",
    "Frame",
    "InternalError",
    "Problem",
    "Refused",
    "Replay",
    "Result",
    "Run",
    "Scenario",
    "ScenarioError",
    "Shard",
    "Study",
    "Sweep",
    "SystemRefused",
    "__version__",
    "engine",
    "merge",
    "questions",
    "scenarios",
    "shard",
    "sweep",
    "sweep_shard",
]
