"""Work in pieces: shards of runs, studies and sweeps, what they come to, and sweeps themselves."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import _native
from ._language import language
from ._progress import Progress, shown
from ._results import Run, Study
from ._scenario import Scenario, _given, _json


@dataclass(frozen=True)
class Shard:
    """A piece of a run, a study or a sweep, in a folder of its own beside the others."""

    folder: Path
    """Where it is."""
    shards: Path
    """Where all of them are: what :func:`merge` takes."""
    shard: str
    """Which it is, such as ``2/8``."""
    round: int
    """Of a study: what it asks next depends on what the round before has found."""
    of: int
    """Replicates, or rows of a design, of the whole round."""
    own: int
    """Of this shard."""
    there: int
    """How many different shards of the round are there."""
    nothing_left: bool
    """Whether shards have nothing left to run: merge them."""
    recognised: bool
    """Whether it was there before, so that nothing was computed."""
    seconds: float
    """Seconds it took."""


@dataclass(frozen=True)
class Sweep:
    """A run for every row of a design, and the tables of all of them."""

    folder: Path
    """Its folder."""
    rows: int
    """Rows of the design."""
    refused: int
    """Rows whose scenario was refused."""
    left_out: int
    """Rows that were left out: asked for, or because they end the process that runs them."""
    not_run: list[dict[str, Any]]
    """The first of both: ``row`` (from 1) and ``why`` (``zh``, ``en``). The table ``rows`` has all of them."""
    recognised: bool
    """Whether it was there before, so that nothing was computed."""
    seconds: float
    """Seconds it took."""

    @property
    def tables(self) -> dict[str, Path]:
        """Its tables by name, as Parquet files: ``rows``, what was run, and the tables of all runs, whose column ``row`` says of
        which row they are. They may be larger than the memory: ``polars.scan_parquet(sweep.tables["targets"])``."""
        return {path.stem: path for path in sorted((self.folder / "tables").glob("*.parquet"))}


def sweep(
    design: str | os.PathLike[str],
    *,
    output: str | os.PathLike[str] = "output",
    lang: str | None = None,
    progress: Progress = True,
    **options: Any,
) -> Sweep:
    """Runs every row of a design: a CSV, workbook or Parquet file with the columns ``name``, ``scenario``, ``seed``,
    ``replicates`` and paths of numbers.

    Options are those of ``tidui sweep``: ``scenario`` (of the rows that name none), ``table`` (what is kept of every run),
    ``leave_out`` (rows, from 1), ``set``, ``seed``, ``replicates``, ``threads``, ``again``.
    Raises :class:`ScenarioError` with all that is wrong with the design, or where every row is refused; a row whose scenario is
    refused is told, and the others run.
    """
    given = _given(options, lang=language(lang), output=os.fspath(output))
    with shown(progress) as told:
        return _swept(_native.sweep(os.fspath(design), _json(given), told))


def sweep_shard(
    design: str | os.PathLike[str],
    shard: str,
    *,
    output: str | os.PathLike[str] = "output",
    lang: str | None = None,
    progress: Progress = None,
    **options: Any,
) -> Shard:
    """One of several pieces of a :func:`sweep`, such as ``"2/8"``; options as of that. A piece that is there is found."""
    return _piece("sweep", [os.fspath(design)], shard, output, lang, progress, options)


def shard(
    plan: Scenario,
    shard: str,
    question: str | None = None,
    *others: Scenario | str,
    output: str | os.PathLike[str] = "output",
    lang: str | None = None,
    progress: Progress = None,
    **options: Any,
) -> Shard:
    """One of several pieces of a run of a plan, or of a question of it and of others; options as of :meth:`Scenario.run` and
    :meth:`Scenario.ask`, of which ``precision`` cannot be shared. A piece that is there is found.

    A study goes on in rounds: call it again when all pieces of a round are there, until ``nothing_left``, or merge at any time.
    """
    plans = [plan] + [other if isinstance(other, Scenario) else Scenario(other) for other in others]
    files: list[Any] = [one._file for one in plans]
    if len({one._sets for one in plans}) == 1:
        options = {"set": plan.settings, **options}
    else:
        files = [one._settled(language(lang)) for one in plans]
    return _piece(question or "run", files, shard, output, lang, progress, options)


def merge(
    *folders: str | os.PathLike[str] | Shard,
    output: str | os.PathLike[str] | None = None,
    lang: str | None = None,
    progress: Progress = True,
    **options: Any,
) -> Run | Study | Sweep:
    """Makes of shards what they are pieces of, byte for byte what one process makes.

    ``folders`` are the folder of the shards (it ends in ``.shards``), or shards. Further options: ``again``, ``no_charts``,
    ``threads``. Raises :class:`Refused` if one is missing, there twice, altered, of something else, or of another source of the
    engine.
    """
    named = [os.fspath(one.folder if isinstance(one, Shard) else one) for one in folders]
    lang = language(lang)
    given = _given(options, lang=lang, output=None if output is None else os.fspath(output))
    with shown(progress) as told:
        outcome, swept = _native.merge(named, _json(given), told)
    if outcome is None:
        return _swept(swept)
    question = outcome.question
    return Run(outcome, lang, None) if question is None else Study(question, outcome, lang, None)


def engine() -> str:
    """The source of the engine, in sixteen digits: work can be shared by builds of one source, whatever the machine."""
    return _native.engine()


def _swept(said: str) -> Sweep:
    one = json.loads(said)
    names = ("rows", "refused", "left_out", "not_run", "recognised", "seconds")
    return Sweep(folder=Path(one["folder"]), **{name: one[name] for name in names})


def _piece(
    work: str,
    files: list[Any],
    piece: str,
    output: str | os.PathLike[str],
    lang: str | None,
    progress: Progress,
    options: dict[str, Any],
) -> Shard:
    given = _given(options, lang=language(lang), output=os.fspath(output))
    with shown(progress) as told:
        one = json.loads(_native.shard(work, json.dumps(files), _json(given), piece, told))
    names = ("shard", "round", "of", "own", "there", "nothing_left", "recognised", "seconds")
    return Shard(folder=Path(one["folder"]), shards=Path(one["shards"]), **{name: one[name] for name in names})


__all__ = ["Shard", "Sweep", "engine", "merge", "shard", "sweep", "sweep_shard"]
