"""A plan, and what can be asked of it."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Union

from . import _native
from ._errors import Problem, problem
from ._frame import Evaluation, Frame
from ._language import language
from ._progress import Progress, shown
from ._results import Replay, Run, Study, _whole

Setting = Union[str, int, float, bool]
Settings = Union[Mapping[str, Setting], str, Iterable[str]]
"""Numbers set, by path: a mapping, or ``"PATH=VALUE"`` once or several times."""
Strings = Union[str, Sequence[str]]

# Percentiles that programs lay out may be 0 or 1, where a distribution without ends has no value.
_LEAST, _MOST = 2.0**-53, 1 - 2.0**-53


class Scenario:
    """A plan: a bundled one by its name, or a file.

    A scenario is never changed: :meth:`set` gives another one. Nothing is read before something is asked of it, and a file
    is read anew each time.

    >>> plan = Scenario("xiqing-2021")
    >>> less = plan.set({"fund.special.appropriation": 3_000_000})
    """

    __slots__ = ("_file", "_sets")

    def __init__(self, file: str | os.PathLike[str]) -> None:
        name = os.fspath(file)
        if not isinstance(name, str):
            raise TypeError("a scenario is a name or the path of a file")
        self._file: str | dict[str, str] = name
        self._sets: tuple[str, ...] = ()

    @classmethod
    def from_text(cls, toml: str, files: Mapping[str, str] | None = None) -> Scenario:
        """A scenario from the text of its file, and the texts of the tables and scenarios that it reads, by name.

        It may extend bundled scenarios. The disk is not read.
        """
        one = cls("")
        one._file = {"scenario.toml": toml, **(files or {})}
        return one

    def set(self, settings: Settings | None = None, /, **more: Setting) -> Scenario:
        """The same plan with numbers set: a mapping by path, or strings ``PATH=VALUE`` as ``--set`` has them.

        Later settings come after earlier ones. What is wrong with one is said when something is asked of the plan, with the
        number of the setting as its line.
        """
        listed: list[str] = []
        if isinstance(settings, str):
            listed = [settings]
        elif isinstance(settings, Mapping):
            listed = [_setting(path, value) for path, value in settings.items()]
        elif settings is not None:
            listed = [str(one) for one in settings]
        listed += [_setting(path, value) for path, value in more.items()]
        other = object.__new__(type(self))
        other._file, other._sets = self._file, self._sets + tuple(listed)
        return other

    @property
    def settings(self) -> list[str]:
        """What was set, as ``PATH=VALUE``."""
        return list(self._sets)

    def check(self, lang: str | None = None) -> list[Problem]:
        """Reads the plan; returns what is worth reading about it.

        Raises :class:`ScenarioError` with every problem, each with file, line and column; :class:`Refused` if there is no such
        file or bundled scenario.
        """
        return [problem(one) for one in self.json(lang)["warnings"]]

    def json(self, lang: str | None = None) -> dict[str, Any]:
        """The object of ``tidui check --json``. Raises as :meth:`check`."""
        said: dict[str, Any] = json.loads(_native.check(self._source(), list(self._sets), language(lang)))
        return said

    @property
    def parameters(self) -> Frame:
        """Every number of the plan, a row each, in file order.

        Columns: ``path``; ``uncertain``, whether it is a range; ``distribution``, such as ``pert(0.5, 1, 2)``; ``times``, the
        factor on it; ``low`` and ``high``, its ends, empty of a known one; ``mean``; ``basis`` (``plan``, ``published`` or
        ``assumption``), ``source``, ``note``; ``unit``, in words. Raises as :meth:`check`.
        """
        return Frame(_native.parameters(self._source(), list(self._sets), language()))

    def text(self) -> str:
        """The plan as a run of it would keep it: whole, with what it extends and what was set. Raises as :meth:`check`."""
        texts: dict[str, str] = json.loads(_native.resolved(self._source(), list(self._sets), language()))
        return next(iter(texts.values()))

    # Runs

    def run(
        self,
        *,
        replicates: int | str | None = None,
        seed: int | None = None,
        precision: float | str | None = None,
        output: str | os.PathLike[str] | None = None,
        lang: str | None = None,
        progress: Progress = True,
        **options: Any,
    ) -> Run:
        """Runs the plan.

        :param replicates: how many, from 2; the plan's own number if nothing is said.
        :param seed: seed of all luck, from 0 to 2⁶⁴ − 1; the plan's own if nothing is said. The same plan, seed and replicates
            give the same bytes, here and on the command line, on any number of threads.
        :param precision: instead of ``replicates``: goes on until the 95 % interval of every probability is within this either
            way, above 0 and below 0.5.
        :param output: where the run's folder goes; the same run is found there and not repeated. ``None``: a temporary folder.
        :param lang: ``"zh"`` or ``"en"``: the language of charts and remarks. Reports come in both.
        :param progress: ``True`` for a bar, or a function that is called with replicates done and in all.
        :param options: the other options of ``tidui run``: ``threads``, ``again``, ``no_charts``, ``keep_replicates``,
            ``without_roster``, ``audit``.

        Raises :class:`ScenarioError`, :class:`Refused` for a wrong option, :class:`SystemRefused`; ``KeyboardInterrupt`` on
        Ctrl-C, and leaves nothing then.
        """
        lang = language(lang)
        given = _given(options, replicates=replicates, seed=seed, precision=precision, lang=lang, set=list(self._sets))
        with _place(output) as (given["output"], temporary), shown(progress) as told:
            return Run(_native.run(self._source(), _json(given), told), lang, temporary)

    def replay(self, replicate: int, *, seed: int | None = None, person: str | None = None, lang: str | None = None) -> Replay:
        """One replicate, from 0, month by month; no run is needed: any run of this plan under this seed has the same one.

        ``person`` keeps the events of one person alone, by the name that they have in the events.
        """
        said = _native.replicate(
            self._source(), list(self._sets), _whole(replicate), None if seed is None else _whole(seed), person, language(lang)
        )
        return Replay(json.loads(said))

    # Questions

    def ask(
        self,
        question: str,
        *others: Scenario | str | os.PathLike[str],
        output: str | os.PathLike[str] | None = None,
        lang: str | None = None,
        progress: Progress = True,
        **options: Any,
    ) -> Study:
        """Asks a question by its name, of this plan and of others; :meth:`compare` and so on are shorter.

        Options are those of the command, with ``_`` for ``-``: what is asked, and ``replicates`` (of every point), ``seed``,
        ``precision``, ``threads``, ``again``, ``no_charts``, ``without_roster``. An unknown one is refused with the nearest that
        is known. ``output``, ``lang`` and ``progress`` are those of :meth:`run`; with ``output`` named, replicates that were run
        there before, for whatever study, are not run again.

        Raises as :meth:`run`.
        """
        plans = [self] + [other if isinstance(other, Scenario) else Scenario(other) for other in others]
        lang = language(lang)
        given = _given(options, lang=lang)
        if len({plan._sets for plan in plans}) == 1:
            given["set"] = list(self._sets)
            files = [plan._file for plan in plans]
        else:
            # Settings of a request are over all its plans; where plans have their own, they are laid over them first.
            files = [plan._settled(lang) for plan in plans]
        with _place(output) as (given["output"], temporary), shown(progress) as told:
            return Study(question, _native.study(question, json.dumps(files), _json(given), told), lang, temporary)

    def compare(self, *others: Scenario | str, attribute: Strings | None = None, **options: Any) -> Study:
        """What the plans state differently, and what comes of it; ``attribute`` names targets whose difference is divided among
        the changes (``"all"`` for all together; two plans only). Options as of :meth:`ask`."""
        return self.ask("compare", *others, attribute=attribute, **options)

    def frontier(
        self, *, vary: Strings | None = None, points: int | None = None, target: Strings | None = None, **options: Any
    ) -> Study:
        """How likely each target is as funds grow: ``vary`` is ``"LEVER=LOW..HIGH"``, once or twice, in factors of the plan;
        ``points`` on each axis. Options as of :meth:`ask`."""
        return self.ask("frontier", vary=vary, points=points, target=target, **options)

    def require(
        self,
        *,
        target: Strings | None = None,
        lever: str | None = None,
        confidence: float | str | None = None,
        **options: Any,
    ) -> Study:
        """The least of a lever that makes a target as likely as ``confidence``. Further options as of ``tidui require`` and
        :meth:`ask`."""
        return self.ask("require", target=target, lever=lever, confidence=confidence, **options)

    def marginal(self, **options: Any) -> Study:
        """Where a little more money, or one more place, does most. Options as of ``tidui marginal`` and :meth:`ask`."""
        return self.ask("marginal", **options)

    def allocate(self, total: int | str, **options: Any) -> Study:
        """How ``total``, in yuan over all years, is best split over the lines. Options as of ``tidui allocate`` (``aim``,
        ``target``, ``lever``, ``front``, ``confidence``, …) and :meth:`ask`."""
        return self.ask("allocate", total=total, **options)

    def layers(self, **options: Any) -> Study:
        """What is not known and what is chance; how sure one can be of a probability. Options as of ``tidui layers`` and
        :meth:`ask`."""
        return self.ask("layers", **options)

    def sensitivity(
        self, *, target: Strings | None = None, best: int | None = None, screen: bool | None = None, **options: Any
    ) -> Study:
        """Which of the unknown numbers matter: Morris's screening, then Sobol' indices of the ``best`` that show most.
        Options as of :meth:`ask`."""
        return self.ask("sensitivity", target=target, best=best, screen=screen, **options)

    def discover(self, *, target: Strings | None = None, dimensions: int | None = None, **options: Any) -> Study:
        """In which circumstances targets fail, in at most ``dimensions`` numbers (1 to 8). Options as of :meth:`ask`."""
        return self.ask("discover", target=target, dimensions=dimensions, **options)

    def robust(self, *others: Scenario | str, **options: Any) -> Study:
        """Which of the plans is robust, and at what price. Options as of ``tidui robust`` and :meth:`ask`."""
        return self.ask("robust", *others, **options)

    def worth(self, *others: Scenario | str, **options: Any) -> Study:
        """What should be found out before choosing among the plans. Options as of ``tidui worth`` and :meth:`ask`."""
        return self.ask("worth", *others, **options)

    # As a function

    def problem(self) -> dict[str, Any]:
        """The plan's unknown numbers as SALib has a problem: ``num_vars`` (d), ``names`` (paths, in the order of the columns of
        :meth:`evaluate`), and ``bounds`` [0, 1] of each, for what is handed in are percentiles.

        Percentiles are independent of each other and uniform, which is what SALib's samplers assume, whatever the numbers'
        distributions are. Numbers that the plan correlates are correlated afterwards (see :meth:`evaluate`); they have no
        index of their own that could be told from the others', and ``groups`` gives them one name together, as
        ``tidui sensitivity`` does. It is there only where the plan correlates any: take it out for indices of single
        percentiles. Raises as :meth:`check`.
        """
        said = self._function()
        names: list[str] = said["unknown"]
        problem: dict[str, Any] = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0] for _ in names]}
        groups: list[int] = said["groups"]
        if len(set(groups)) < len(groups):
            first: dict[int, str] = {}
            count = {group: groups.count(group) for group in groups}
            for name, group in zip(names, groups):
                first.setdefault(group, name if count[group] == 1 else f"{name} +{count[group] - 1}")
            problem["groups"] = [first[group] for group in groups]
        return problem

    @property
    def outputs(self) -> list[str]:
        """Everything that :meth:`evaluate` can give, by id: ``met.TARGET.READING`` (a probability), ``value.…`` and
        ``shortfall.…`` (in the target's unit), ``stock.TIER.YEAR``, ``additions.…`` (people), ``need.…``, ``spend.…``,
        ``gap.…``, ``total-spend.…``, ``total-gap.…`` (yuan), ``joint``."""
        return list(self._function()["outputs"])

    def evaluate(
        self,
        percentiles: Any,
        outputs: Strings | None = None,
        *,
        replicates: int = 1,
        seed: int | None = None,
        threads: int | None = None,
        own_luck: bool = False,
        uncorrelated: bool = False,
        progress: Progress = None,
        lang: str | None = None,
    ) -> Evaluation:
        """The plan as a function: n rows of d percentiles in, n rows of outputs out, in the same order.

        :param percentiles: n × d numbers from 0 to 1, columns as :meth:`problem` names them: nested lists, a NumPy array, or
            anything with the buffer protocol. 0 and 1 are taken as the nearest number within.
        :param outputs: targets by id (whether the main reading is met), ``"joint"``, or anything of :attr:`outputs`. Nothing
            said: whether each target is met, and all together.
        :param replicates: how often each row is lived through; outputs are means over them. With 1, whether a target is met is
            0 or 1.
        :param seed: seed of all luck; the plan's own if nothing is said.
        :param own_luck: chance is no input, and has to be somewhere. Usually **all rows share it**: replicate k of every row
            meets the same luck (common random numbers), so that rows differ by their percentiles alone and indices are of the
            plan as it is under that luck; more replicates take the mean over more luck. With ``own_luck=True`` every row has
            luck of its own, as the replicates of a run do; then what an index cannot explain is chance.
        :param uncorrelated: numbers that the plan correlates take just the percentiles that are handed in. Usually the plan's
            rank correlations are put on them first, as in a run.
        :param progress: as of :meth:`run`.

        A row by itself gives what it gives among others, to the last bit, on any number of threads.
        Raises :class:`ValueError` for another shape, :class:`Refused` for an unknown output or a number outside.
        """
        width = len(self._function()["unknown"])
        numbers = _numbers(percentiles, width)
        request = _given(
            {"outputs": [outputs] if isinstance(outputs, str) else outputs},
            file=self._file,
            set=list(self._sets),
            replicates=_whole(replicates),
            seed=None if seed is None else _whole(seed),
            threads=threads,
        )
        request |= {"own-luck": bool(own_luck), "uncorrelated": bool(uncorrelated)}
        with shown(progress) as told:
            table = _native.evaluate(_json(request), numbers.tobytes(), language(lang), told)
        return Evaluation(table)

    def _function(self) -> dict[str, Any]:
        said: dict[str, Any] = json.loads(_native.function(self._source(), list(self._sets), language()))
        return said

    # What it is made of

    def _source(self) -> str:
        return json.dumps(self._file)

    def _settled(self, lang: str) -> str | dict[str, str]:
        if not self._sets:
            return self._file
        texts: dict[str, str] = json.loads(_native.resolved(self._source(), list(self._sets), lang))
        return texts

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Scenario):
            return NotImplemented
        return (self._file, self._sets) == (other._file, other._sets)

    def __hash__(self) -> int:
        return hash((json.dumps(self._file), self._sets))

    def __repr__(self) -> str:
        name = repr(self._file) if isinstance(self._file, str) else f"from_text, {len(self._file)} file(s)"
        return f"Scenario({name})" + (f".set({list(self._sets)})" if self._sets else "")


def scenarios() -> list[str]:
    """Names of the bundled scenarios."""
    return _native.examples()


def questions() -> dict[str, list[str]]:
    """Every question that can be asked, and its own options."""
    return {name: [option.replace("-", "_") for option in options] for name, options, _ in _native.questions()}


def _setting(path: str, value: Setting) -> str:
    if isinstance(value, bool):
        return f"{path}={str(value).lower()}"
    if not isinstance(value, str):
        # NumPy's numbers write themselves with their type.
        value = int(value) if hasattr(value, "__index__") else float(value)
    return f"{path}={value}"


def _given(options: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """What was said; ``None`` says nothing."""
    return {key: value for key, value in {**options, **more}.items() if value is not None}


def _json(given: Mapping[str, Any]) -> str:
    def plain(value: Any) -> Any:
        if hasattr(value, "__fspath__"):
            return os.fspath(value)
        if hasattr(value, "__index__"):
            return value.__index__()
        if hasattr(value, "__float__"):
            return float(value)
        if isinstance(value, Iterable):
            return list(value)
        return str(value)

    return json.dumps(given, default=plain)


@contextmanager
def _place(output: str | os.PathLike[str] | None) -> Iterator[tuple[str, str | None]]:
    """Where a folder goes, and the temporary folder that it is in, which goes at once where nothing comes of it."""
    if output is not None:
        yield os.fspath(output), None
        return
    temporary = tempfile.mkdtemp(prefix="tidui-")
    try:
        yield temporary, temporary
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


def _numbers(percentiles: Any, width: int) -> array[float]:
    """Rows of percentiles as one array of numbers of 64 bits, row after row."""
    try:
        view = memoryview(percentiles)
    except TypeError:
        if hasattr(percentiles, "__array__"):
            view = memoryview(percentiles.__array__())
        else:
            return _within(array("d", _flat(percentiles, width)))
    if view.ndim != 2 or view.shape is None or (view.shape[1] != width and view.shape[0] > 0):
        raise ValueError(f"percentiles are rows of {width} numbers, not of the shape {view.shape}")
    numbers = array("d")
    if view.format == "d":
        numbers.frombytes(view.tobytes())
    else:
        rows: Any = view.tolist()
        numbers.extend(float(value) for row in rows for value in row)
    return _within(numbers)


def _flat(rows: Iterable[Iterable[float]], width: int) -> Iterable[float]:
    for number, row in enumerate(rows, 1):
        own = [float(value) for value in row]
        if len(own) != width:
            raise ValueError(f"row {number} has {len(own)} percentiles; the plan has {width} unknown numbers")
        yield from own


def _within(numbers: array[float]) -> array[float]:
    """0 and 1 as the nearest numbers within; what is outside is refused where rows have names."""
    if numbers and (min(numbers) < _LEAST or max(numbers) > _MOST):
        for place, value in enumerate(numbers):
            if 0.0 <= value < _LEAST or 1.0 >= value > _MOST:
                numbers[place] = min(max(value, _LEAST), _MOST)
    return numbers
