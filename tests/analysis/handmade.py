"""Ledgers of reports made by hand, for analysis that reads names, places, occasions and sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from dragoman.documents import Document
from dragoman.ledger import Ledger
from dragoman.reading.report import Participant, Place, Reading, Report, Span, When
from dragoman.vocabulary import FORMS

Told = tuple[Document, Reading]


@dataclass(frozen=True)
class Who:
    """A participant: "Im Chon Il", PRK, 3, "vice-minister"; without a name, a body by its phrase."""

    text: str
    country: str | None
    rank: int | None = None
    title: str | None = None
    named: bool = True


def body(text: str, country: str | None) -> Who:
    return Who(text, country, named=False)


def told(
    name: str,
    day: date,
    form: str,
    a: Iterable[Who],
    b: Iterable[Who] = (),
    *,
    verb: str = "met",
    place: tuple[str, str] | None = None,
    occasion: str | None = None,
    outlet: str = "Agency",
    published: date | None = None,
    last: date | None = None,
    status: str = "occurred",
    title: str | None = None,
    url: str | None = None,
) -> Told:
    """A document with one sentence that tells of one act."""
    sides = {"a": list(a), "b": list(b)}
    text, spans = "", {}
    for what, phrase in (
        *((f"a{n}", who.text) for n, who in enumerate(sides["a"])),
        ("verb", verb),
        *((f"b{n}", who.text) for n, who in enumerate(sides["b"])),
        *([("place", place[0])] if place else []),
        ("date", "that day"),
        *([("occasion", occasion)] if occasion else []),
    ):
        start = len(text) + bool(text)
        text += (" " if text else "") + phrase
        spans[what] = (phrase, start, start + len(phrase))
    text += "."

    def side(letter: str) -> tuple[Participant, ...]:
        return tuple(
            Participant(
                *spans[f"{letter}{n}"],
                name=who.text if who.named else None,
                title=who.title,
                kind="person" if who.named else "organization",
                country=who.country,
                rank=who.rank,
            )
            for n, who in enumerate(sides[letter])
        )

    report = Report(
        type=FORMS[form].type,
        form=form,
        status=status,
        channel=FORMS[form].channel,
        background=False,
        trigger=Span(*spans["verb"]),
        a=side("a"),
        b=side("b"),
        place=Place(*spans["place"], country=place[1]) if place else None,
        date=When(*spans["date"], day, last or day),
        occasion=Span(*spans["occasion"]) if occasion else None,
        confidence=0.9,
    )
    document = Document(name, text, title=title, outlet=outlet, published=published or day + timedelta(days=1), url=url)
    return document, Reading(name, (report,))


def silent(name: str, published: date, outlet: str = "Agency") -> Told:
    """A document that tells of nothing: reading without contacts."""
    text = f"The harvest of {published:%d %B %Y} went on, told {name}."
    return Document(name, text, outlet=outlet, published=published), Reading(name)


def ledger_of(folder: Path, *stories: Told) -> Ledger:
    ledger = Ledger(folder / "handmade.sqlite")
    ledger.add_many(stories, reader="test")
    return ledger


def ids(ledger: Ledger) -> dict[str, str]:
    """The event that each document tells of."""
    found = {}
    for row in ledger.events():
        for report in ledger.show(row.id).reports:
            found[report.document] = row.id
    return found


RUSSIANS = body("the Russian embassy in Pyongyang", "RUS")
CHINESE = body("the Chinese embassy in Pyongyang", "CHN")
OFFICIALS = body("North Korean officials", "PRK")
IM = Who("Im Chon Il", "PRK", 3, "vice-minister of Foreign Affairs")
LAVROV = Who("Sergey Lavrov", "RUS", 2, "Russian Foreign Minister")
CHOE = Who("Choe Son Hui", "PRK", 3, "Vice Foreign Minister")
PUTIN = Who("Vladimir Putin", "RUS", 1, "Russian President")
KIM = Who("Kim Jong Un", "PRK", 1, "chairman of the State Affairs Commission of the DPRK")
PYONGYANG, MOSCOW = ("Pyongyang", "PRK"), ("Moscow", "RUS")
SHOW = "held a photo exhibition with"


def shows() -> list[Told]:
    """The embassy exhibitions of 2021 among other dealings."""
    return [
        told("lavrov", date(2019, 11, 20), "meeting", [LAVROV], [CHOE], place=MOSCOW),
        told("greeting", date(2020, 6, 12), "message", [KIM], [PUTIN], verb="sent a message of greetings to"),
        told(
            "june",
            date(2021, 6, 21),
            "cultural_event",
            [CHINESE],
            [OFFICIALS],
            verb=SHOW,
            place=PYONGYANG,
            occasion="on the second anniversary of the visit of Xi Jinping",
        ),
        told("greeting-2", date(2021, 6, 12), "message", [KIM], [PUTIN], verb="sent a message of greetings to"),
        told(
            "august",
            date(2021, 8, 24),
            "cultural_event",
            [RUSSIANS],
            [IM],
            verb=SHOW,
            place=PYONGYANG,
            occasion="on the 10th anniversary of the visit of Kim Jong Il to Siberia",
        ),
    ]
