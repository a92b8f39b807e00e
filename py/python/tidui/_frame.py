"""Tables."""

from __future__ import annotations

import html
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Union

from . import _native
from ._language import language

Value = Union[str, int, float, bool, None]
"""What a cell holds; ``None`` where it is empty."""


@dataclass(frozen=True)
class Column:
    """What a column means."""

    name: str
    kind: str
    """``text``, ``integer``, ``number`` or ``boolean``."""
    unit: str
    """Its unit in words, in both languages; empty for names and words."""
    meaning: str
    """What it means, in the language that was asked for."""


class Frame:
    """A table, as any data frame library takes it.

    ``polars.DataFrame(frame)``, ``pandas.DataFrame.from_arrow(frame)``, ``pyarrow.table(frame)`` and, in DuckDB,
    ``duckdb.sql("from frame")`` read it through the Arrow C stream, without a copy where they need none; tidui depends on none
    of them. Columns are strings (UTF-8), whole numbers (64 bits), real numbers (64 bits) and booleans; any but a boolean may be
    empty.
    """

    __slots__ = ("_table",)

    def __init__(self, table: _native.Table) -> None:
        self._table = table

    @property
    def name(self) -> str:
        """Its name, which is that of its file in a folder."""
        return self._table.name

    @property
    def columns(self) -> list[str]:
        """Names of its columns, in order."""
        return [name for name, *_ in self._table.schema("en")]

    def schema(self, lang: str | None = None) -> list[Column]:
        """What its columns mean."""
        return [Column(*one) for one in self._table.schema(language(lang))]

    def meaning(self, lang: str | None = None) -> str:
        """What a row is."""
        return self._table.meaning(language(lang))

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self), len(self.columns)

    def __len__(self) -> int:
        """How many rows it has."""
        return len(self._table)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The stream of the Arrow C interface, a capsule; can be asked for as often as one likes."""
        return self._table.__arrow_c_stream__(requested_schema)

    def to_dict(self) -> dict[str, list[Any]]:
        """Its columns by name, as lists of plain values."""
        return self._table.to_dict()

    def rows(self) -> list[dict[str, Value]]:
        """Its rows, each a dictionary by column."""
        columns = self.to_dict()
        return [dict(zip(columns, row)) for row in zip(*columns.values())]

    def __iter__(self) -> Iterator[dict[str, Value]]:
        return iter(self.rows())

    def __getitem__(self, column: str) -> list[Any]:
        """The values of a column. Raises :class:`KeyError` if there is none of that name."""
        return self.to_dict()[column]

    def __repr__(self) -> str:
        rows, columns = self.shape
        return f"<Frame {self.name}: {rows} rows × {columns} columns>"

    def _repr_html_(self, most: int = 50) -> str:
        rows = self.rows()

        def cell(value: Value) -> str:
            return "" if value is None else html.escape(f"{value:.6g}" if isinstance(value, float) else str(value))

        head = "".join(f'<th title="{html.escape(one.meaning)}">{html.escape(one.name)}</th>' for one in self.schema())
        body = "".join("<tr>" + "".join(f"<td>{cell(value)}</td>" for value in row.values()) + "</tr>" for row in rows[:most])
        rest = f"<p>{len(rows) - most} more rows</p>" if len(rows) > most else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"


class Evaluation(Frame):
    """What a plan gave at the rows that were handed in: n rows in their order, a column for each output.

    A value is a mean over the replicates of its row; empty (``nan`` in :meth:`column` and NumPy) where no replicate gives one.
    """

    __slots__ = ()

    @property
    def outputs(self) -> list[str]:
        """What the columns are."""
        return self.columns

    def column(self, output: str) -> array[float]:
        """One output, n numbers, as an array of the standard library (NumPy reads it without a copy)."""
        return array("d", [float("nan") if value is None else value for value in self[output]])

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        import numpy

        if copy is False:
            raise ValueError("the numbers of an evaluation cannot be had without a copy")
        columns = [numpy.frombuffer(self.column(name)) for name in self.columns]
        whole = numpy.column_stack(columns) if columns else numpy.empty((len(self), 0))
        return whole.astype(dtype) if dtype is not None else whole
