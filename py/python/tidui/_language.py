"""In which language things are said."""

from __future__ import annotations

import locale
import os
from typing import Literal

Language = Literal["zh", "en"]


def language(asked: str | None = None) -> Language:
    """``asked``, else ``TIDUI_LANG``, else Chinese where the system's language is, else English.

    Raises :class:`ValueError` for any but ``"zh"`` and ``"en"``.
    """
    if asked is not None:
        if asked not in ("zh", "en"):
            raise ValueError(f'lang is "zh" or "en", not {asked!r}')
        return asked  # type: ignore[return-value]
    said = os.environ.get("TIDUI_LANG") or locale.getlocale()[0] or ""
    return "zh" if said.lower().startswith(("zh", "chinese")) else "en"
