"""Titles of persons made fit to be shown. In: a title as the reader cut it out of a text. Out: the office, or "".

"Russia's minister for the development of the Far East," → "minister for the development of the Far East".
"""

from __future__ import annotations

from functools import cache

from dragoman.vocabulary import OTHER, countries, rank_of

#: What hangs on to titles as the reader cut them.
_LOOSE = {"of", "to", "the", "in", "and", "for", "by", "a", "an", "with", "at", "on", "concurrently"}


def adjectives(code: str) -> tuple[str, ...]:
    """Words that already say that something is of this country: "Russian", "Russia", "DPRK"."""
    if code not in countries():
        return (code,)
    row = countries()[code]
    return (row.label, *row.names, *row.adjectives)


def office(title: str | None, code: str = "") -> str:
    """A title as the text has it without loose ends and its country; "" where it names no office that is known."""
    if not title or rank_of(title) == OTHER:
        return ""
    # Behind a comma the sentence went on: "foreign minister of the DPRK, held talks".
    first = next((part for part in title.strip(" ,;:.–-").split(",") if rank_of(part) != OTHER), title)
    words = first.strip().split(" who ")[0].split()
    while words and words[-1].lower().strip(",") in _LOOSE:
        words.pop()
    shown = " ".join(words).strip(" ,;:")
    for name in sorted(adjectives(code) if code else (), key=len, reverse=True):
        for lead in (f"{name}'s ", f"{name}’s ", f"{name} "):
            shown = shown.removeprefix(lead)
        for end in (f" of {name}", f" of the {name}"):
            shown = shown.removesuffix(end)
    for article in ("the ", "a ", "an "):
        shown = shown.removeprefix(article)
    known = rank_of(shown) != OTHER and len(shown) <= 90
    return shown if known and not _of_another(shown, code) else ""


@cache
def _leads() -> dict[str, frozenset[str]]:
    """The codes for which each adjective stands."""
    found: dict[str, set[str]] = {}
    for row in countries().values():
        for name in row.adjectives:
            found.setdefault(name, set()).add(row.code)
    return {name: frozenset(codes) for name, codes in found.items()}


def _of_another(title: str, code: str) -> bool:
    """Whether a title begins with another country's adjective: "North Korean leader" is no office of a Russian."""
    words = title.split()
    return any(code not in _leads().get(" ".join(words[:number]), {code}) for number in (1, 2))
