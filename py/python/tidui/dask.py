"""Sweeps on a Dask cluster: rows of a design become tasks that write shards, and shards become one folder.

Dask decides where a piece runs, tidui what comes of it: the folder is the same, byte for byte, on any cluster, in any order,
with workers lost on the way. Takes ``pip install tidui[dask]``; the cluster may be a local one, or one inside Slurm by
dask-jobqueue. Workers, and whoever calls, see the same disk at ``output``, and have wheels of one source.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import _native
from ._errors import Refused
from ._pieces import Sweep, merge, sweep_shard

if TYPE_CHECKING:
    from distributed import Client, Future

ROWS_A_TASK = 300
"""Rows of a task, unless told otherwise: with a plan that takes a fifth of a second, a minute."""


def run(
    design: Any,
    client: Client,
    *,
    output: str | os.PathLike[str] = "output",
    shards: int | None = None,
    **options: Any,
) -> Sweep:
    """Runs every row of a design on a cluster and merges what comes of it.

    :param design: a file that all workers see, as :func:`tidui.sweep` takes it; or rows: a list of mappings, or a data frame of
        polars or pandas, which is written into ``output``.
    :param client: of the cluster.
    :param output: a folder that all workers see. Pieces that are there already are not made again, so that a call that was
        interrupted goes on when it is repeated.
    :param shards: how many tasks; none means one for each 300 rows, and at least four for each thread of the cluster.
    :param options: those of :func:`tidui.sweep`; ``threads`` is 1 unless told otherwise.

    A row that ends the process of its worker, as often as the cluster allows (``distributed.scheduler.allowed-failures``), is
    found, left out and told: :attr:`Sweep.left_out`, and ``status`` of the table ``rows``. All others are run.
    Raises :class:`Refused` where workers have another source of the engine; what :func:`tidui.sweep` raises.
    """
    place = Path(os.path.abspath(output))
    place.mkdir(parents=True, exist_ok=True)
    file = _file(design, place)
    rows = _rows(file)
    threads = sum(client.nthreads().values())
    of = shards or max(1, min(rows, max(-(-rows // ROWS_A_TASK), 4 * threads)))
    _one_source(client)
    given = {"threads": 1, **options, "output": str(place)}
    pieces = _pieces(client, str(file), range(1, of + 1), of, given)
    for number in sorted(one for one, folder in pieces.items() if folder is None):
        wrong = _culprits(client, str(file), number, of, _range(number, of, rows), given)
        again = _pieces(client, str(file), [number], of, {**given, "leave_out": wrong})
        if again[number] is None:
            raise RuntimeError(f"shard {number} of {of} ends its worker whatever rows are left out; was the memory too small?")
        pieces.update(again)
    swept = merge(*[folder for _, folder in sorted(pieces.items()) if folder is not None], output=place, progress=None)
    assert isinstance(swept, Sweep)
    return swept


def _task(design: str, shard: str, options: dict[str, Any]) -> str:
    """What a worker does: makes a piece, or finds it, and says where it lies."""
    return str(sweep_shard(design, shard, **options).folder)


def _pieces(client: Client, design: str, numbers: Any, of: int, options: dict[str, Any]) -> dict[int, str | None]:
    """Pieces by number, each with its folder; none where it ended its worker as often as is allowed."""
    from distributed import as_completed
    from distributed.scheduler import KilledWorker

    asked = {client.submit(_task, design, f"{number}/{of}", options, pure=False): number for number in numbers}
    made: dict[int, str | None] = {}
    try:
        future: Future
        for future in as_completed(list(asked)):
            error = future.exception()
            if error is None:
                made[asked[future]] = future.result()
            elif isinstance(error, KilledWorker):
                made[asked[future]] = None
            else:
                raise error
    finally:
        client.cancel([one for one in asked if asked[one] not in made])
    return made


def _culprits(client: Client, design: str, number: int, of: int, rows: range, options: dict[str, Any]) -> list[int]:
    """The rows of a shard that end its worker, by halves: of a half that runs without the others none is to blame."""
    import shutil
    import tempfile

    aside = Path(tempfile.mkdtemp(prefix=".tidui-probe-", dir=options["output"]))
    found: list[int] = []
    try:
        suspects = [rows]
        while suspects:
            own = suspects.pop()
            for half in (own[: len(own) // 2], own[len(own) // 2 :]):
                if len(half) == 0:
                    continue
                without = [row for row in rows if row not in half]
                probe = {**options, "output": str(aside / f"{half.start}-{half.stop}"), "leave_out": without}
                if _pieces(client, design, [number], of, probe)[number] is not None:
                    continue
                if len(half) == 1:
                    found.append(half.start)
                else:
                    suspects.append(half)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return sorted(found)


def _range(number: int, of: int, rows: int) -> range:
    """The rows of a shard, from 1, as tidui cuts them."""
    return range(rows * (number - 1) // of + 1, rows * number // of + 1)


def _one_source(client: Client) -> None:
    """Refuses workers that have another source of the engine: what they make would not be merged."""
    own = _native.engine()
    others = {worker: source for worker, source in client.run(_native.engine).items() if source != own}
    if others:
        told = ", ".join(f"{worker} ({source})" for worker, source in sorted(others.items()))
        raise Refused(f"workers have another source of the engine than {own}: {told}", "shards", "install one wheel everywhere", 2)


def _file(design: Any, place: Path) -> Path:
    """The file of a design; one is written where rows came in memory."""
    if isinstance(design, (str, os.PathLike)):
        return Path(os.path.abspath(os.fspath(design)))
    import csv
    import hashlib
    import io

    if hasattr(design, "to_dicts"):
        rows = design.to_dicts()
    elif hasattr(design, "to_dict"):
        rows = design.to_dict("records")
    else:
        rows = [dict(one) for one in design]
    names: list[str] = list(dict.fromkeys(str(name) for one in rows for name in one))
    text = io.StringIO()
    writer = csv.DictWriter(text, names, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: "" if value is None or value != value else value for name, value in one.items()} for one in rows)
    said = text.getvalue().encode()
    # Called by what is in it, so that the same rows are the same sweep.
    file = place / f"design-{hashlib.sha256(said).hexdigest()[:16]}.csv"
    if not file.exists():
        hidden = file.with_name(f".{file.name}.{os.getpid()}")
        hidden.write_bytes(said)
        hidden.replace(file)
    return file


def _rows(file: Path) -> int:
    """Rows of a design."""
    return int(_native.design_rows(str(file)))


__all__ = ["ROWS_A_TASK", "run"]
