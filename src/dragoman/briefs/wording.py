"""English for briefs: countries, days, numbers, ranks, lists and probabilities in prose.

In: codes, days and numbers. Out: words. The data are `data/phrases.toml` and the vocabulary's.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from dragoman.vocabulary import countries

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@cache
def phrases() -> dict[str, Any]:
    """All of `data/phrases.toml`."""
    return tomllib.loads(files("dragoman.briefs.data").joinpath("phrases.toml").read_text(encoding="utf-8"))


def country(code: str | None) -> str:
    """A country or organisation in prose: "North Korea", "the United States", "all other countries" for None."""
    if code is None:
        return "all other countries"
    if code in phrases()["countries"]:
        known: str = phrases()["countries"][code]
        return known
    if code in countries():
        label = countries()[code].label.replace(" & ", " and ").replace("St. ", "Saint ")
        return f"the {label}" if code in phrases()["articles"]["the"] else label
    named: str = phrases()["organisations"].get(code, code)
    return named


def number(count: int) -> str:
    """A number in words to twelve, in figures beyond."""
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"


def counted(count: int, one: str, many: str) -> str:
    """A number and its noun: "one visit", "three visits", "no visits"."""
    return f"{number(count)} {one if count == 1 else many}"


def numbers(counts: Sequence[int]) -> list[str]:
    """Numbers that stand together, all in words or all in figures."""
    words = max(counts, default=0) < len(_NUMBERS)
    return [number(count) if words else f"{count:,}" for count in counts]


def an(noun: str) -> str:
    """A noun with its indefinite article."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def a_month(rate: float) -> str:
    """A rate with no more figures than it deserves: "0.4", "3", "27"."""
    return f"{rate:.1f}".removesuffix(".0") if rate < 10 else f"{rate:,.0f}"


def joined(items: Iterable[str], last: str = "and") -> str:
    """A list: "a, b and c"."""
    parts = list(items)
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def day(at: date) -> str:
    """A day: "24 August 2021"."""
    return f"{at.day} {at:%B %Y}"


def month(at: date) -> str:
    """A month: "August 2021"."""
    return f"{at:%B %Y}"


def when(first: date, last: date | None = None) -> str:
    """A range of days after its preposition: "on 24 August 2021", "in June 2021", "from 7 to 10 January 2019"."""
    last = last or first
    if first == last:
        return f"on {day(first)}"
    if (first.day, first.month, last.day, last.month) == (1, 1, 31, 12):
        return f"in {first.year}" if first.year == last.year else f"between {first.year} and {last.year}"
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        return f"in {month(first)}" if first.month == last.month else f"between {first:%B} and {month(last)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"from {first.day} to {day(last)}"
    return f"from {first.day} {first:%B}{'' if first.year == last.year else f' {first.year}'} to {day(last)}"


def span(first: date, last: date | None = None) -> str:
    """The same without "on" and "in", to stand behind "of"."""
    return re.sub(r"^(?:on|in|from) ", "", when(first, last))


def length(days: int) -> str:
    """How long so many days are: "six weeks", "16 months"."""
    if days < 14:
        return counted(days, "day", "days")
    if days < 61:
        return counted(round(days / 7), "week", "weeks")
    return counted(round(days / 30.44), "month", "months") if days < 730 else f"{days / 365.25:.1f} years"


def rank(level: int, *, several: bool = False) -> str:
    """Who such a protocol rank is: "a minister"."""
    words: str = phrases()["ranks"][str(level)][several]
    return words


def probability(value: float) -> str:
    """Words for a probability: "very likely". The scale is that of `data/phrases.toml`."""
    scale: dict[str, str] = phrases()["probability"]
    return next(words for least, words in scale.items() if value >= float(least))


def scale() -> str:
    """The scale of probabilities in one sentence, for the foot of a brief."""
    rows = list(phrases()["probability"].items())
    above: Sequence[float] = [1.0, *(float(least) for least, _ in rows)]
    return "; ".join(
        f"“{words}”: {float(least):.0%} to {upper:.0%}" for (least, words), upper in zip(rows, above, strict=False)
    )


def sentence(text: str) -> str:
    """A sentence: begun with a capital, ended with a stop, blanks single."""
    whole = " ".join(text.split()).rstrip(" .")
    return f"{whole[:1].upper()}{whole[1:]}."
