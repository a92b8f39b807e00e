"""What can go wrong, as exceptions. All of them are :class:`Error`."""

from __future__ import annotations

import json
from dataclasses import dataclass

__all__ = ["Error", "InternalError", "Problem", "Refused", "ScenarioError", "SystemRefused"]


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, or worth reading."""

    code: str
    """A stable name of its kind, such as ``unknown-key``."""
    message: str
    """What is wrong."""
    file: str | None = None
    """The file, as it was named; ``--set`` for a setting; ``None`` if the problem has no place."""
    line: int | None = None
    """Line, from 1; row of a spreadsheet; number of the setting."""
    column: int | None = None
    """Column in characters, from 1; column of a spreadsheet."""
    cell: str | None = None
    """What a spreadsheet calls the cell, such as ``E14``."""
    hint: str | None = None
    """What would mend it."""
    count: int = 1
    """How many problems it stands for."""

    @property
    def path(self) -> str | None:
        """The place as it is written in messages: ``plan.toml:3:16``, or ``people.xlsx!Staff!E14``."""
        if self.file is None:
            return None
        return f"{self.file}!{self.cell}" if self.cell else f"{self.file}:{self.line}:{self.column}"

    def __str__(self) -> str:
        place = f"{self.path}: " if self.path else ""
        hint = f"\n    hint: {self.hint}" if self.hint else ""
        return f"{place}[{self.code}] {self.message}{hint}"


class Error(Exception):
    """Whatever tidui could not do."""

    code: str = "error"
    """A stable name of the kind of error, as ``tidui --json`` has it."""
    hint: str | None = None
    """What would mend it, if that is known."""
    exit_code: int = 1
    """What the command line ends with: 1 where the system refused, 2 for bad input, 70 for an error of tidui."""

    def __init__(self, message: str, code: str = "error", hint: str | None = None, exit_code: int = 1) -> None:
        super().__init__(message)
        self.code, self.hint, self.exit_code = code, hint, exit_code

    def __str__(self) -> str:
        message = str(self.args[0]) if self.args else ""
        return f"{message}\n    hint: {self.hint}" if self.hint else message

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (self.args[0], self.code, self.hint, self.exit_code))


class Refused(Error):
    """An input that cannot be used: an unknown name, a value out of its bounds, a folder that is none."""


class ScenarioError(Refused):
    """A scenario with errors: all of them, each with its place."""

    problems: list[Problem]
    """What is wrong."""
    warnings: list[Problem]
    """What else is worth reading."""

    def __init__(self, problems: list[Problem], warnings: list[Problem] | None = None) -> None:
        super().__init__("\n".join(map(str, problems)), "refused", None, 2)
        self.problems, self.warnings = problems, warnings or []

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (self.problems, self.warnings))


class SystemRefused(Error):
    """The system refused: no room, no right to write, no threads."""


class InternalError(Error):
    """An error of tidui itself."""


def problem(one: dict[str, object]) -> Problem:
    """A problem, from the object that ``--json`` has of it."""
    return Problem(**one)  # type: ignore[arg-type]


def of(code: str, exit_code: int, text: str) -> Error | KeyboardInterrupt:
    """The exception of what went wrong; called by the native module."""
    said = json.loads(text)
    problems = [problem(one) for one in said["errors"]]
    if code == "refused":
        return ScenarioError(problems, [problem(one) for one in said["warnings"]])
    if exit_code == 130:
        return KeyboardInterrupt()
    kind = {2: Refused, 1: SystemRefused}.get(exit_code, InternalError)
    return kind(problems[0].message, code, problems[0].hint, exit_code)
