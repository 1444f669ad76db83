"""Annotated and coded documents, from JSON Lines. In: a file. Out: its objects by id, their shape checked."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import orjson

from dragoman.documents import Document
from dragoman.errors import InputError
from dragoman.vocabulary import FORMS

Record = dict[str, Any]
_EVENT = ("type", "form", "trigger", "a", "b")


def load(path: str | Path) -> dict[str, Record]:
    """The documents of a file in the gold format, by id. Raises InputError, with the line, where one is faulty."""
    try:
        lines = Path(path).read_bytes().splitlines()
    except OSError as error:
        raise InputError(str(path), error.strerror or str(error)) from error
    found: dict[str, Record] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            raise InputError(str(path), f"not JSON: {error}", number) from error
        if fault := _fault(record):
            raise InputError(str(path), fault, number)
        if record["id"] in found:
            raise InputError(str(path), f"the id {record['id']} stands in it twice", number)
        found[record["id"]] = record
    return found


def _fault(record: Any) -> str | None:
    """What is wrong with a record; None where nothing is."""
    if not isinstance(record, dict) or not isinstance(record.get("id"), str):
        return "a document needs an id"
    for name in ("events", "quotes"):
        if not isinstance(record.get(name, []), list):
            return f"{name} must be a list"
    for event in record.get("events", []):
        if not isinstance(event, dict) or (missing := [name for name in _EVENT if name not in event]):
            return f"an event lacks {', '.join(missing)}" if isinstance(event, dict) else "an event must be an object"
        if event["form"] not in FORMS:
            return f"there is no form {event['form']}"
    return None


def document(record: Record) -> Document:
    """The document of an annotated record, without its annotation. Raises ValueError where it has no text."""
    if not isinstance(record.get("text"), str):
        raise ValueError(f"{record['id']} has no text; name coded documents to compare it with")
    published = record.get("published")
    return Document(
        id=record["id"],
        text=record["text"],
        title=record.get("title") or None,
        outlet=record.get("outlet"),
        published=date.fromisoformat(published) if published else None,
    )
