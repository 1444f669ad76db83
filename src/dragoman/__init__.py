"""Dragoman reads news and state media and keeps a ledger of who engaged whom across borders.

    import dragoman
    for event in dragoman.read("…", published="2021-08-25"):
        print(event.form, event.a, event.b, event.date)

`Reader` reads many documents, `Ledger` keeps what was read; each stage has a package of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from dragoman.documents.document import Document
    from dragoman.ledger import Ledger
    from dragoman.reading.reader import Reader
    from dragoman.reading.report import Reading, Report

__version__ = "0.1.0.dev0"

__all__ = ["Document", "Ledger", "Reader", "Reading", "Report", "__version__", "read"]

#: Public names and where they are: loaded on first use, so that `import dragoman` stays quick.
_HOMES = {
    "Document": "dragoman.documents.document",
    "Ledger": "dragoman.ledger",
    "Reader": "dragoman.reading.reader",
    "Reading": "dragoman.reading.report",
    "Report": "dragoman.reading.report",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def read(
    text: str, *, published: str | date | None = None, title: str | None = None, outlet: str | None = None
) -> list[Report]:
    """Read one text: the engagements that it reports, grounded, in the order of the text.

    `published` is an ISO day or a `date`; without it, expressions such as "Tuesday" stay unresolved.
    The model is loaded at the first call (about a second) and kept. A text that is not in English gives
    an empty list. Raises ValueError where `published` is no ISO day.
    """
    from dragoman.coding import code_text

    return list(code_text(text, published=published, title=title, outlet=outlet).reports)
