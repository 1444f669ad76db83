"""Whence a story is told: the place at its head. In: a document's text. Out: where in it that place stands, or none.

"OSLO (Reuters) - …", "KANDAHAR, Afghanistan - …", "Pyongyang, October 5 (KCNA) -- …", "GAZA CITY: …".
"""

from __future__ import annotations

import re

_LINE = re.compile(
    r"\W*(?P<place>[A-Z][\w .'’-]{2,40}?)(?:,\s+[A-Z][\w ]{2,30}?)?"
    r"(?:,\s+(?:\w+\.?\s+\d{1,2}\b|\d{1,2}\s+[A-Z]\w+)|\s*\(|\s+--|\s+[–—-]\s|—)"
)
_CAPITALS = re.compile(r"\W*(?P<place>[A-Z][A-Z .'’-]{2,40}):\s")


def dateline_place(text: str) -> tuple[int, int] | None:
    """Where the place of a text's dateline begins and ends; None for a text without."""
    line = _LINE.match(text) or _CAPITALS.match(text)
    return line.span("place") if line else None
