"""What a brief is: sections of statements, each of which cites events, and the events that are cited.

In and out: plain values; `Brief.check` holds what must always be so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dragoman.errors import DragomanError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from dragoman.ledger import EventDetail

#: Events that one statement cites, at most; a count of more says how many of them are cited.
CITED = 12


class BriefError(DragomanError):
    """A brief cannot be written, or does not hold what it must."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence and the events that show it."""

    text: str
    events: tuple[str, ...]
    """Ids, at least one."""
    of: int | None = None
    """How many events there are in all, where only some are cited."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a brief: its paragraphs, each of one statement or several."""

    heading: str
    paragraphs: tuple[tuple[Statement, ...], ...]
    listed: bool = False
    """Whether the paragraphs are points of a list."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """How much was read of an outlet in the period, and from when to when."""

    name: str
    documents: int


@dataclass(frozen=True, slots=True)
class Brief:
    """A text whose every sentence cites events."""

    title: str
    about: str
    with_: tuple[str, ...]
    since: date
    until: date
    sections: tuple[Section, ...]
    references: tuple[EventDetail, ...]
    """Every event that is cited, in order of first citation: number n is `references[n - 1]`."""
    outlets: tuple[Outlet, ...]
    documents_read: int

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All sentences, in order."""
        return tuple(each for section in self.sections for paragraph in section.paragraphs for each in paragraph)

    @property
    def numbers(self) -> dict[str, int]:
        """The number under which each cited event is listed."""
        return {detail.event.id: at for at, detail in enumerate(self.references, 1)}

    def check(self) -> None:
        """Raises BriefError where a sentence cites nothing, or something that is not listed with its sentences."""
        numbers = self.numbers
        for statement in self.statements:
            if not statement.events:
                raise BriefError(f"a sentence of the brief cites no event: {statement.text}")
            if missing := [event for event in statement.events if event not in numbers]:
                raise BriefError(f"the brief cites {', '.join(missing)}, which it does not list")
        for detail in self.references:
            if not any(report.sentences for report in detail.reports):
                raise BriefError(f"event {detail.event.id} is cited but has no sentence that shows it")

    def as_json(self) -> dict[str, Any]:
        """Plain values: the statements with their events, and the events cited."""
        return {
            "title": self.title,
            "about": self.about,
            "with": list(self.with_),
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "documents_read": self.documents_read,
            "sections": [
                {
                    "heading": section.heading,
                    "statements": [
                        {"text": each.text, "events": list(each.events), "of": each.of}
                        for paragraph in section.paragraphs
                        for each in paragraph
                    ],
                }
                for section in self.sections
            ],
            "references": [detail.as_json() for detail in self.references],
        }


def cited(text: str, events: list[str] | tuple[str, ...]) -> Statement:
    """A statement on these events, the weightiest first; of many, only the first are cited."""
    unique = tuple(dict.fromkeys(events))
    return Statement(text, unique[:CITED], len(unique) if len(unique) > CITED else None)


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers as runs, first and last: [1, 2, 3, 7] → [(1, 3), (7, 7)]."""
    found: list[tuple[int, int]] = []
    for value in sorted(set(numbers)):
        if found and value == found[-1][1] + 1:
            found[-1] = (found[-1][0], value)
        else:
            found.append((value, value))
    return found


def references(numbers: Iterable[int]) -> str:
    """Numbers of references as they are shown: [1, 2, 3, 7] → "1–3, 7"."""
    shown = [
        str(first) if first == last else f"{first}{'–' if last > first + 1 else ', '}{last}"
        for first, last in runs(numbers)
    ]
    return ", ".join(shown)
