"""What came of a run or a study."""

from __future__ import annotations

import html
import json
import shutil
import weakref
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from . import _native
from ._errors import Problem, problem
from ._frame import Frame
from ._language import language
from ._progress import Progress


class Chart:
    """A chart, as SVG; a notebook shows it."""

    def __init__(self, path: Path) -> None:
        self.name: str = path.stem
        """Its name, such as ``targets.en``."""
        self.path: Path = path
        """Where it lies. A PNG of the same name lies beside it."""

    @property
    def svg(self) -> str:
        """The drawing."""
        return self.path.read_text(encoding="utf-8")

    def _repr_svg_(self) -> str:
        return self.svg

    def __repr__(self) -> str:
        return f"<Chart {self.name}>"


class Charts(Mapping[str, Chart]):
    """Charts by name, in order; a notebook shows all of them."""

    def __init__(self, folder: Path) -> None:
        paths = sorted((folder / "charts").glob("*.svg"))
        self._charts = {path.stem: Chart(path) for path in paths}

    def __getitem__(self, name: str) -> Chart:
        return self._charts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._charts)

    def __len__(self) -> int:
        return len(self._charts)

    def __repr__(self) -> str:
        return f"<Charts {', '.join(self._charts)}>"

    def _repr_html_(self) -> str:
        # As pictures, so that what is in a drawing reaches nothing of the page.
        from base64 import b64encode

        sources = (b64encode(chart.svg.encode()).decode() for chart in self._charts.values())
        return "".join(f'<img src="data:image/svg+xml;base64,{one}" style="max-width:100%"><br>' for one in sources)


class Replay:
    """One replicate, month by month."""

    def __init__(self, said: dict[str, Any]) -> None:
        self._said = said

    @property
    def replicate(self) -> int:
        """Which replicate, from 0."""
        return int(self._said["replicate"])

    @property
    def parameters(self) -> dict[str, float]:
        """The values that its unknown numbers took, by path, in the unit of each."""
        return {one["path"]: one["value"] for one in self._said["parameters"]}

    @property
    def months(self) -> list[str]:
        """Its months, such as ``2021-05``."""
        return list(self._said["months"])

    @property
    def metrics(self) -> dict[str, list[float | None]]:
        """Every metric in every month, by id; ``None`` where a ratio has no value."""
        return {one["id"]: one["values"] for one in self._said["metrics"]}

    @property
    def events(self) -> list[dict[str, Any]]:
        """What happened to whom, in order; to one person only, if one was asked for."""
        return list(self._said["events"])

    def json(self) -> dict[str, Any]:
        """The object of ``tidui replay --json``."""
        return self._said

    def __repr__(self) -> str:
        return f"<Replay of replicate {self.replicate}: {len(self.months)} months, {len(self.events)} events>"


class Result:
    """What came of a run or a study: its tables, its reports and its folder.

    Without ``output=`` the folder is a temporary one, which goes when this object goes.
    """

    def __init__(self, outcome: _native.Outcome, lang: str, temporary: str | None) -> None:
        self._outcome = outcome
        self._lang = lang
        # Also when Python ends. What cannot be removed is left to whoever clears temporary folders.
        self._remove = weakref.finalize(self, shutil.rmtree, temporary, True) if temporary is not None else None
        self._tables: dict[str, Frame] | None = None

    @property
    def folder(self) -> Path:
        """Its folder, as ``tidui verify`` and ``tidui report`` take it."""
        return Path(self._outcome.folder)

    @property
    def recognised(self) -> bool:
        """Whether its folder was there before, so that nothing was computed."""
        return self._outcome.recognised

    @property
    def seed(self) -> int:
        """The seed of all its luck."""
        return self._outcome.seed

    @property
    def replicates(self) -> int | None:
        """Replicates of a run; of every point of a study, ``None`` where a precision said how many."""
        return self._outcome.replicates

    @property
    def seconds(self) -> float:
        """Seconds it took."""
        return self._outcome.seconds

    @property
    def notes(self) -> list[str]:
        """Remarks on how it was done, in the language that was asked for."""
        return self._outcome.notes

    @property
    def warnings(self) -> list[Problem]:
        """What is worth reading about the scenarios."""
        return [problem(one) for one in json.loads(self._outcome.warnings(self._lang))]

    @property
    def tables(self) -> dict[str, Frame]:
        """Every table by name, as in the folder's ``tables/``; their columns are in docs/output.md and in each one's ``schema()``."""
        if self._tables is None:
            self._tables = {table.name: Frame(table) for table in self._outcome.tables()}
        return self._tables

    @property
    def charts(self) -> Charts:
        """Its charts, in the language that was asked for; none with ``no_charts=True``."""
        return Charts(self.folder)

    def text(self, lang: str | None = None) -> str:
        """What the command prints, ``lang`` being ``"zh"`` or ``"en"``."""
        return (self.folder / f"report.{language(lang or self._lang)}.txt").read_text(encoding="utf-8")

    def html(self, lang: str | None = None) -> str:
        """The report: one page with its charts, which needs nothing else."""
        return (self.folder / f"report.{language(lang or self._lang)}.html").read_text(encoding="utf-8")

    def json(self, lang: str | None = None) -> dict[str, Any]:
        """The object of ``--json``, as docs/output.md describes it."""
        said: dict[str, Any] = json.loads(self._outcome.json(language(lang or self._lang)))
        return said

    def close(self) -> None:
        """Removes the temporary folder now; tables and :meth:`json` stay. Without effect where ``output=`` named a folder."""
        if self._remove is not None:
            self._remove()

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _repr_html_(self) -> str:
        # A page of its own: its styles touch nothing of the notebook, and it may run no script.
        page = html.escape(self.html(), quote=True)
        return f'<iframe srcdoc="{page}" sandbox="" style="width:100%;height:80vh;border:1px solid #ccc"></iframe>'

    def __str__(self) -> str:
        return self.text()


class Run(Result):
    """What came of a run."""

    def replay(self, replicate: int, *, person: str | None = None, **options: Any) -> Replay:
        """One of its replicates, from 0, made again from its folder: the same to the last digit.

        ``person`` keeps the events of one person alone. ``roster_at``, ``restart_at`` and ``to`` write rosters and a plan as
        ``tidui replay`` does.
        Raises :class:`Refused` if it has no such replicate or person.
        """
        given = {key: value for key, value in {"person": person, **options}.items() if value is not None}
        given = {"lang": self._lang} | given
        said = _native.replay(str(self.folder), _whole(replicate), json.dumps(given, default=str))
        return Replay(json.loads(said))

    def __repr__(self) -> str:
        return f"<Run of {self.replicates:,} replicates, seed {self.seed}: {len(self.tables)} tables>"


class Study(Result):
    """What came of a study."""

    def __init__(self, question: str, outcome: _native.Outcome, lang: str, temporary: str | None) -> None:
        super().__init__(outcome, lang, temporary)
        self.question: str = question
        """What was asked: the name of the command."""

    def __repr__(self) -> str:
        return f"<Study {self.question}, seed {self.seed}: tables {', '.join(self.tables)}>"


def _whole(number: Any) -> int:
    """A whole number, also one of NumPy's."""
    import operator

    return operator.index(number)


__all__ = ["Chart", "Charts", "Progress", "Replay", "Result", "Run", "Study"]
