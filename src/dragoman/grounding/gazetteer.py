"""The gazetteer: places of the earth by name. In: a name. Out: the places that bear it, the weightiest first.

`data/gazetteer.csv` is sorted by key and searched by halves in memory as it is, so that it is there at once and
nothing is parsed but the lines that are asked for. A key is a name without case, marks and the like of "Mt.".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_OTHER_WORDS = {"mt": "mount", "st": "saint", "theatre": "theater", "centre": "center"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer."""

    name: str
    country: str
    """ISO 3166-1 alpha-3; "" where it is disputed, or of no country."""
    latitude: float
    """Degrees north; of a region or country, of the middle of its towns."""
    longitude: float
    """Degrees east."""
    precision: str
    """site, city, region or country."""
    weight: int
    """Inhabitants, roughly: of several of one name the weightiest is meant, unless the document says otherwise."""


def key_of(name: str) -> str:
    """The key of a name: "Mt. Paektu" and "mount paektu" are one."""
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ß", "ss"))
    letters = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    words = re.findall(r"[^\W_]+", re.sub(r"['’ʼ‘`]", "", letters).replace("u.n.", "un").replace("u.s.", "us"))
    return " ".join(_OTHER_WORDS.get(word, word) for word in words)


@lru_cache(maxsize=4096)
def places_of(name: str) -> tuple[Entry, ...]:
    """The places that bear `name`, the weightiest first."""
    return _lines_of(key_of(name))


@cache
def country_place(code: str) -> Entry | None:
    """The country as a place, in the middle of its towns; None for one without any."""
    found = _lines_of(f"={code.lower()}")
    return found[0] if found else None


def _lines_of(key: str) -> tuple[Entry, ...]:
    if not key:
        return ()
    table, wanted = _table(), f"{key},".encode()
    low, high = 0, len(table)
    while low < high:
        at = table.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = table.find(b"\n", at)
        if table[at:end] < wanted:
            low = end + 1
        else:
            high = at
    found = []
    while table.startswith(wanted, low):
        end = table.find(b"\n", low)
        _, name, country, latitude, longitude, precision, weight = table[low:end].decode().split(",")
        found.append(Entry(name, country, float(latitude), float(longitude), precision, int(weight)))
        low = end + 1
    return tuple(found)


@cache
def _table() -> bytes:
    read = files("dragoman.grounding.data").joinpath("gazetteer.csv").read_bytes()
    # Without the lines that say where it is from.
    start = 0
    while read.startswith(b"#", start):
        start = read.find(b"\n", start) + 1
    return read[start:]
