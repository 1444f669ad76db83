"""Documents: loading them from files, recognising their language, marking what is not the article."""

from __future__ import annotations

from dataclasses import replace

from dragoman.documents.cleaning import skip_spans
from dragoman.documents.document import Document
from dragoman.documents.language import language
from dragoman.documents.loading import load
from dragoman.documents.sources import FORMATS

__all__ = ["FORMATS", "Document", "language", "load", "prepare", "skip_spans"]


def prepare(document: Document) -> Document:
    """The document with its `language`, where none was given, and with what is to be passed over in `skip`."""
    return replace(
        document,
        language=document.language or language(document.text),
        skip=document.skip or skip_spans(document.text, document.title),
    )
