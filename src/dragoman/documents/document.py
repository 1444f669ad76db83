"""The document: one text from one outlet. What every loader yields and every later stage begins from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True)
class Document:
    """One text from one outlet.

    Offsets everywhere in Dragoman count Unicode code points in `text`, which is kept exactly as it was
    given: cleaning marks parts of it as not to be read (`skip`), it never rewrites it.
    """

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    language: str | None = None
    """ISO 639-1 code, where it was recognised or given."""
    url: str | None = None
    skip: tuple[tuple[int, int], ...] = ()
    """Spans [start, end) of `text` that are not the article: lines that point elsewhere, share bars."""

    @cached_property
    def hash(self) -> str:
        """SHA-256, in hexadecimal, over what is read: title, text, outlet and publication date."""
        parts = (self.title or "", self.text, self.outlet or "", self.published.isoformat() if self.published else "")
        return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
