"""Frozen values of the package as JSON and back, field by field, whatever fields they have. Validates what it reads."""

from __future__ import annotations

import types
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from dragoman.documents import Document
from dragoman.reading.report import Reading

Value = TypeVar("Value")
#: Names that the values' modules import for their types only.
_NAMES = {"date": date, "Document": Document, "Reading": Reading}


def to_plain(value: Any) -> Any:
    """A value as JSON knows it; fields of a dataclass that are as by default are left out."""
    if is_dataclass(value):
        given = ((field.name, getattr(value, field.name), field.default) for field in fields(value))
        return {name: to_plain(item) for name, item, default in given if item != default}
    if isinstance(value, date):
        return value.isoformat()
    return [to_plain(item) for item in value] if isinstance(value, tuple) else value


def from_plain(kind: type[Value], given: Any) -> Value:
    """The dataclass `kind` that `given` is the JSON of. Raises ValueError that names the field that is wrong."""
    made: Value = _made(kind, given, "")
    return made


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind, localns=_NAMES)


def _made(kind: Any, given: Any, where: str) -> Any:
    if isinstance(kind, types.UnionType):
        if given is None:
            return None
        (kind,) = (each for each in get_args(kind) if each is not type(None))
    if get_origin(kind) is tuple:
        return _several(kind, given, where)
    if is_dataclass(kind):
        return _dataclass(kind, given, where)
    if kind is date:
        try:
            return date.fromisoformat(given)
        except (TypeError, ValueError):
            raise ValueError(f"{where}: {given!r} is no ISO day") from None
    if kind is float and isinstance(given, int) and not isinstance(given, bool):
        return float(given)
    if not isinstance(given, kind) or (kind is int and isinstance(given, bool)):
        raise ValueError(f"{where}: {given!r} is no {kind.__name__}")
    return given


def _several(kind: Any, given: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(given, list):
        raise ValueError(f"{where}: {given!r} is no list")
    of = get_args(kind)
    if of[-1:] == (Ellipsis,):
        return tuple(_made(of[0], item, f"{where}[{at}]") for at, item in enumerate(given))
    if len(given) != len(of):
        raise ValueError(f"{where}: {given!r} is no list of {len(of)}")
    return tuple(_made(each, item, f"{where}[{at}]") for at, (each, item) in enumerate(zip(of, given, strict=True)))


def _dataclass(kind: Any, given: Any, where: str) -> Any:
    if not isinstance(given, dict):
        raise ValueError(f"{where or kind.__name__}: {given!r} is no object")
    hints = _hints(kind)
    if unknown := sorted(set(given) - set(hints)):
        raise ValueError(f"{where or kind.__name__}: unknown field {unknown[0]!r}")
    for field in fields(kind):
        if field.default is MISSING and field.name not in given:
            raise ValueError(f"{where or kind.__name__}: no field {field.name!r}")
    return kind(**{name: _made(hints[name], item, f"{where}.{name}".lstrip(".")) for name, item in given.items()})
