"""A plan as a function: shapes, luck, and what SALib and the EMA Workbench make of it, beside tidui's own answers."""

from __future__ import annotations

import math
from array import array
from typing import Any

import pytest
import tidui

ROWS = [[0.2, 0.4, 0.6, 0.8], [0.5, 0.5, 0.5, 0.5], [0.9, 0.1, 0.3, 0.7]]


def test_rows_go_in_and_come_out_in_order(small: tidui.Scenario) -> None:
    said = small.evaluate(ROWS)
    assert said.shape == (3, 3) and said.outputs == ["met.backbone.main", "met.groups.main", "joint"]
    every = small.evaluate(ROWS, small.outputs)
    assert every.outputs == small.outputs
    alone = [small.evaluate([row], small.outputs, threads=1).rows()[0] for row in ROWS]
    assert alone == every.rows()
    assert small.evaluate([]).shape == (0, 3)
    assert small.evaluate(ROWS, "backbone").outputs == ["met.backbone.main"]
    thirds = small.evaluate(ROWS, "value.backbone.main", replicates=3)
    assert thirds.rows() != every.rows() and all(isinstance(one, float) for one in thirds["value.backbone.main"])


def test_percentiles_come_in_many_shapes(small: tidui.Scenario) -> None:
    numpy = pytest.importorskip("numpy")
    usual = small.evaluate(ROWS, small.outputs).rows()
    matrix = numpy.asarray(ROWS)
    transposed = numpy.asfortranarray(matrix)
    flat = memoryview(array("d", [value for row in ROWS for value in row])).cast("B").cast("d", shape=[3, 4])
    for given in (matrix, transposed, flat, tuple(map(tuple, ROWS)), (array("d", row) for row in ROWS)):
        assert small.evaluate(given, small.outputs).rows() == usual
    single = small.evaluate(matrix.astype("float32"), small.outputs)
    assert single.shape == (3, len(small.outputs))
    polars = pytest.importorskip("polars")
    assert small.evaluate(polars.DataFrame(matrix), small.outputs).rows() == usual


def test_outputs_are_arrays_where_that_is_asked(small: tidui.Scenario) -> None:
    numpy = pytest.importorskip("numpy")
    said = small.evaluate(ROWS, ["value.backbone.main", "joint"])
    whole = numpy.asarray(said)
    assert whole.shape == (3, 2) and whole.dtype == "float64"
    assert list(numpy.asarray(said.column("joint"))) == said["joint"]


def test_luck_is_shared_unless_it_is_to_be_each_row_s_own(small: tidui.Scenario) -> None:
    alike = [ROWS[0]] * 40
    output = "value.backbone.main"
    assert len(set(small.evaluate(alike, output)[output])) == 1
    assert len(set(small.evaluate(alike, output, own_luck=True)[output])) > 5
    assert small.evaluate(alike, output, seed=8)[output] != small.evaluate(alike, output)[output]


def test_what_does_not_fit_is_refused(small: tidui.Scenario) -> None:
    with pytest.raises(ValueError, match="row 2 has 3"):
        small.evaluate([ROWS[0], ROWS[1][:3]])
    numpy = pytest.importorskip("numpy")
    for wrong in (numpy.zeros((3, 5)), numpy.zeros(4)):
        with pytest.raises(ValueError, match="4 numbers"):
            small.evaluate(wrong)
    for wrong in (-0.1, 1.5, math.nan):
        with pytest.raises(tidui.Refused, match="phase.senior.students") as caught:
            small.evaluate([ROWS[0], [0.5, wrong, 0.5, 0.5]], lang="en")
        assert caught.value.code == "request" and "between 0 and 1" in str(caught.value)
    with pytest.raises(tidui.Refused, match="value.backbone.main"):
        small.evaluate(ROWS, "value.backbon.main", lang="en")
    # The ends are taken as the nearest within.
    assert small.evaluate([[0.0, 1.0, 0, 1]]).shape == (1, 3)


def test_the_problem_is_one_of_salib(small: tidui.Scenario) -> None:
    problem = small.problem()
    assert problem["num_vars"] == len(problem["names"]) == len(problem["bounds"]) == 4
    assert problem["bounds"] == [[0.0, 1.0]] * 4
    assert problem["groups"] == ["phase.primary.students +1"] * 2 + problem["names"][2:]


def test_salib_finds_the_indices_that_tidui_finds(small: tidui.Scenario) -> None:
    """First-order Sobol' indices, chance being a part of the variance in both: every row has luck of its own here, and chance is
    a factor there. Both are estimates from 1,024 rows with their 95 % half-widths; a difference is a mistake where it is beyond
    the sum of the two. Were the errors normal and independent, three such would fail by chance in less than 2 % of all seeds;
    the seeds are fixed."""
    pytest.importorskip("SALib")
    import numpy as np
    from SALib.analyze import sobol
    from SALib.sample import sobol as sampler

    measure = "value.backbone.main"
    problem = small.problem()
    rows = sampler.sample(problem, 1024, calc_second_order=False, seed=1)
    said = small.evaluate(rows, measure, own_luck=True, seed=3)
    found = sobol.analyze(problem, np.asarray(said.column(measure)), calc_second_order=False, seed=1)
    names = list(dict.fromkeys(problem["groups"]))
    study = small.sensitivity(replicates=1024, seed=3, progress=None, no_charts=True)
    own = {one["factor"]: one for one in study.tables["indices"] if one["measure"] == measure}
    assert set(names) <= set(own)
    for name, first, width in zip(names, found["S1"], found["S1_conf"]):
        half: Any = (own[name]["first_high"] - own[name]["first_low"]) / 2  # type: ignore[operator]
        assert abs(first - own[name]["first"]) <= width + half, (name, first, width, own[name])
    # Chance is what no index explains.
    assert abs((1 - sum(found["S1"])) - own["chance"]["first"]) < 0.15  # type: ignore[operator]


def test_the_workbench_finds_the_box_that_tidui_finds(small: tidui.Scenario) -> None:
    """PRIM of the EMA Workbench on 4,000 rows, beside `discover` on 4,000 draws: at the box's mass, the density of failures is
    the same within 0.05, and the same two numbers are bounded. The standard error of either density is about 0.01."""
    pytest.importorskip("ema_workbench")
    import numpy as np
    import pandas as pd
    from ema_workbench.analysis import prim

    plan = small.set({"target.backbone.at_least": 2.9})
    problem = plan.problem()
    rows = np.random.default_rng(5).random((4000, problem["num_vars"]))
    said = plan.evaluate(rows, "backbone", own_luck=True)
    missed = np.asarray(said.column("met.backbone.main")) == 0
    box = prim.Prim(pd.DataFrame(rows, columns=problem["names"]), missed, threshold=0.5).find_box()

    study = plan.discover(target="backbone", replicates=4000, seed=3, progress=None, no_charts=True)
    own = study.tables["failures"].rows()[0]
    path = box.peeling_trajectory
    step = path.iloc[(path["mass"] - own["mass"]).abs().idxmin()]
    assert abs(step["density"] - own["density"]) < 0.05 and abs(step["coverage"] - own["coverage"]) < 0.05
    limits = {one["path"] for one in study.tables["failure_limits"]}
    bounds = box.box_lims[int(step["id"])]
    bounded = {name for name in problem["names"] if bounds[name][0] > 0.01 or bounds[name][1] < 0.99}
    assert limits <= bounded and len(bounded) <= len(limits) + 1
    share = abs(float(missed.mean()) - own["missed"])  # type: ignore[operator]
    assert share < 4 * (0.24 * 2 / 4000) ** 0.5, "four standard errors of a difference"
