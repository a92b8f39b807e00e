"""How far work is, for whoever waits for it."""

from __future__ import annotations

import sys
import time
from typing import Any, Callable, Union

Progress = Union[bool, None, Callable[[int, int], object]]
"""``True`` for a bar, ``False`` or ``None`` for nothing, or a function that is called with what is done and with all there is."""

_LEAST = 0.5  # What takes less than this, in seconds, needs no bar.


class Bar:
    """A bar: in a notebook in its cell, in a terminal on standard error, and nowhere else."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._shown = False
        self._display: Any = None
        self._notebook = _in_notebook()

    def __call__(self, done: int, total: int) -> None:
        seconds = time.monotonic() - self._began
        if total <= 0 or (not self._shown and seconds < _LEAST):
            return
        share = min(done / total, 1.0)
        left = f", {seconds * (1 - share) / share:.0f} s left" if 0 < share < 1 else ""
        said = f"{done:,} of {total:,} replicates{left}"
        if self._notebook:
            self._in_cell(f'<progress value="{done}" max="{total}"></progress> {said}')
        elif sys.stderr is not None and sys.stderr.isatty():
            full = round(share * 30)
            sys.stderr.write(f"\r{'█' * full}{'░' * (30 - full)} {share:4.0%}  {said}\x1b[K")
            sys.stderr.flush()
        self._shown = True

    def _in_cell(self, text: str) -> None:
        from IPython.display import HTML, display  # type: ignore[import-not-found]

        if self._display is None:
            self._display = display(HTML(text), display_id=True)
        else:
            self._display.update(HTML(text))

    def close(self) -> None:
        """Takes the bar away."""
        if not self._shown:
            return
        if self._display is not None:
            from IPython.display import HTML

            self._display.update(HTML(""))
        elif not self._notebook and sys.stderr is not None and sys.stderr.isatty():
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _in_notebook() -> bool:
    """Whether this is a kernel that shows HTML. IPython is not loaded for it: where it runs, it is there."""
    module = sys.modules.get("IPython")
    shell = module.get_ipython() if module is not None else None
    return type(shell).__name__ == "ZMQInteractiveShell"


class shown:
    """Whom to tell, as a context: a function, or nobody."""

    def __init__(self, progress: Progress) -> None:
        self._bar = Bar() if progress is True else None
        self._told = self._bar if self._bar is not None else (progress if callable(progress) else None)

    def __enter__(self) -> Callable[[int, int], object] | None:
        return self._told

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()
