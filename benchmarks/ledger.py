"""How fast the ledger is written and asked, and how that grows with its size, on generated reports.

    python benchmarks/ledger.py
    python benchmarks/ledger.py --size 10000 100000 1000000 --json
    python scripts/postgresql.py run python benchmarks/ledger.py --postgresql

One ledger grows to each size in turn. Documents are generated: a hundred reports a day from ten outlets, two to a
document, each event told by two or three; countries, forms and names are as unequally common as in news. Printed are
reports written a second (settling of events included, generating left out), and the median and 95th percentile of the
time of common questions: events of two countries in a month, one event shown, a search of documents, events by words.
"""

from __future__ import annotations

import argparse
import cProfile
import itertools
import json
import os
import pstats
import random
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.cli.read import KEPT_TOGETHER
from dragoman.documents import Document
from dragoman.ledger import EventQuery, Ledger, Search
from dragoman.reading.report import Participant, Place, Reading, Report, Span, When
from dragoman.vocabulary import FORMS, countries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dragoman.ledger import EventRow

BEGIN = date(1997, 1, 1)
A_DAY = 100
#: Reports of one document.
A_DOCUMENT = 2
OUTLETS = [f"Outlet {number}" for number in range(10)]
QUESTIONS = 200


class World:
    """Who does what with whom: countries, people, places and words, some much more common than others."""

    def __init__(self, seed: int) -> None:
        self._chance = chance = random.Random(seed)
        codes = sorted(countries())
        chance.shuffle(codes)
        self._codes = codes[:120]
        self._by_code = list(itertools.accumulate(1 / (rank + 2) for rank in range(len(self._codes))))
        self._forms = list(FORMS)
        chance.shuffle(self._forms)
        self._by_form = list(itertools.accumulate(1 / (rank + 1) for rank in range(len(self._forms))))
        self.words = ["".join(chance.choices("abcdefghiklmnoprstuvz", k=chance.randint(3, 9))) for _ in range(30_000)]
        self._by_word = list(itertools.accumulate(1 / (rank + 10) for rank in range(len(self.words))))
        self.people = {code: [f"{self._name()} {self._name()}" for _ in range(30)] for code in self._codes}
        self.places = {code: [self._name() for _ in range(10)] for code in self._codes}
        self._open: list[tuple[str, str, str, str, str, str, date]] = []

    def _name(self) -> str:
        return "".join(self._chance.choices("aeiounmrstkl", k=self._chance.randint(4, 8))).capitalize()

    def code(self) -> str:
        """A country."""
        return self._chance.choices(self._codes, cum_weights=self._by_code)[0]

    def dyad(self) -> tuple[str, str]:
        """Two countries."""
        a, b = self.code(), self.code()
        return (a, b) if a != b else self.dyad()

    def filler(self, number: int) -> str:
        """A sentence of so many words."""
        return " ".join(self._chance.choices(self.words, cum_weights=self._by_word, k=number)).capitalize() + "."

    def documents(self) -> Iterator[tuple[Document, Reading]]:
        """Documents without end, in the order of their days."""
        for number in itertools.count():
            day = BEGIN + timedelta(number * A_DOCUMENT // A_DAY)
            yield self._document(number, day)

    def _document(self, number: int, day: date) -> tuple[Document, Reading]:
        text, reports = self.filler(15), []
        for _ in range(A_DOCUMENT):
            told, report = self._report(self._act(day), len(text) + 1)
            text = f"{text} {told} {self.filler(12)}"
            reports.append(report)
        document = Document(
            f"d{number}", text, title=self.filler(6), outlet=self._chance.choice(OUTLETS), published=day, language="en"
        )
        return document, Reading(document.id, tuple(reports))

    def _act(self, day: date) -> tuple[str, str, str, str, str, str, date]:
        """Something new, or one of the last things again."""
        chance = self._chance
        if self._open and chance.random() < 0.6:
            return chance.choice(self._open)
        a, b = self.dyad()
        form = chance.choices(self._forms, cum_weights=self._by_form)[0]
        one, other = chance.choice(self.people[a]), chance.choice(self.people[b])
        act = (form, a, b, one, other, chance.choice(self.places[b]), day - timedelta(chance.randint(0, 3)))
        self._open = [*self._open[-60:], act]
        return act

    def _report(self, act: tuple[str, str, str, str, str, str, date], start: int) -> tuple[str, Report]:
        form, a, b, one, other, place, day = act
        dated = self._chance.random() < 0.7
        text = f"{one}, minister, met {other} in {place}" + (f" on {day:%B} {day.day}." if dated else ".")

        def span(phrase: str) -> tuple[str, int, int]:
            at = text.index(phrase) + start
            return phrase, at, at + len(phrase)

        report = Report(
            type=FORMS[form].type,
            form=form,
            status="occurred",
            channel=FORMS[form].channel,
            background=False,
            trigger=Span(*span(" met ")),
            a=(Participant(*span(one), name=one, title="minister", kind="person", country=a, rank=2, basis="name"),),
            b=(Participant(*span(other), name=other, kind="person", country=b, basis="name"),),
            place=Place(*span(place), country=b),
            date=When(*span(f"{day:%B} {day.day}"), day, day) if dated else None,
            confidence=round(self._chance.uniform(0.4, 1), 3),
        )
        return text, report


def month(chance: random.Random, days: int) -> tuple[date, date]:
    first = BEGIN + timedelta(chance.randrange(max(1, days - 30)))
    return first, first + timedelta(30)


def questions(ledger: Ledger, world: World, days: int, chance: random.Random) -> dict[str, Callable[[], object]]:
    """A new question at each call, by what it asks."""
    shown: list[EventRow] = []

    def events() -> object:
        (about, other), (since, until) = world.dyad(), month(chance, days)
        found = list(ledger.events(EventQuery(about=(about,), with_=(other,), since=since, until=until)))
        shown.extend(found)
        return found

    def show() -> object:
        return ledger.show(chance.choice(shown).id)

    def search() -> object:
        return ledger.search(Search(f'"{chance.choice(world.people[world.code()])}"'))

    def common() -> object:
        return ledger.search(Search(" ".join(chance.choices(world.words[:2000], k=2))))

    def by_words() -> object:
        name = chance.choice(world.people[world.code()])
        return list(ledger.events(EventQuery(text=name, limit=100)))

    return {
        "events of a dyad and month": events,
        "show": show,
        "search a name": search,
        "search two words": common,
        "events by a name": by_words,
    }


def asked(ledger: Ledger, world: World, days: int) -> dict[str, dict[str, float]]:
    """Of each question the median and 95th percentile in milliseconds, on the clock and of this process alone.

    On a machine that does other things besides, the second is what SQLite needs; it leaves out PostgreSQL's server.
    """
    found = {}
    for name, ask in questions(ledger, world, days, random.Random(days)).items():
        clock, process = [], []
        for _ in range(QUESTIONS):
            began, busy = time.perf_counter(), time.process_time()
            ask()
            clock.append((time.perf_counter() - began) * 1000)
            process.append((time.process_time() - busy) * 1000)
        found[name] = {
            f"{which}_{percent}": round(sorted(times)[QUESTIONS * percent // 100], 1)
            for which, times in (("clock", clock), ("process", process))
            for percent in (50, 95)
        }
    return found


def grow(ledger: Ledger, documents: Iterator[tuple[Document, Reading]], reports: int) -> tuple[float, float]:
    """Add so many reports. Gives the seconds that took on the clock, and of this process, without generating them."""
    clock = process = 0.0
    left = reports
    while left > 0:
        batch = list(itertools.islice(documents, min(KEPT_TOGETHER * 4, left // A_DOCUMENT or 1)))
        began, busy = time.perf_counter(), time.process_time()
        ledger.add_many(batch, reader="generated", together=KEPT_TOGETHER)
        clock += time.perf_counter() - began
        process += time.process_time() - busy
        left -= len(batch) * A_DOCUMENT
    return clock, process


def measured(ledger: Ledger, sizes: list[int], seed: int) -> Iterator[dict[str, Any]]:
    world = World(seed)
    documents = world.documents()
    held = 0
    for size in sizes:
        clock, process = grow(ledger, documents, size - held)
        info = ledger.info()
        yield {
            "reports": info.reports,
            "events": info.events,
            "documents": info.documents,
            "written_per_second": round((info.reports - held) / clock),
            "written_per_second_of_this_process": round((info.reports - held) / process),
            "mebibytes": round(info.bytes / 2**20),
            "bytes_per_report": round(info.bytes / info.reports),
            "milliseconds": asked(ledger, world, size // A_DAY),
        }
        held = info.reports


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, nargs="+", default=[10_000, 50_000], help="reports, growing")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgresql", action="store_true", help="in DRAGOMAN_LEDGER, which must be empty")
    parser.add_argument("--profile", action="store_true", help="say where the time of writing goes")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = os.environ["DRAGOMAN_LEDGER"] if options.postgresql else str(Path(folder) / "ledger.sqlite")
        with Ledger(place) as ledger:
            if options.profile:
                profile = cProfile.Profile()
                profile.runcall(grow, ledger, World(options.seed).documents(), options.size[-1])
                pstats.Stats(profile, stream=sys.stdout).sort_stats("cumulative").print_stats(45)
                return
            for figures in measured(ledger, sorted(options.size), options.seed):
                print(json.dumps(figures) if options.json else table(figures), flush=True)


def table(figures: dict[str, Any]) -> str:
    lines = [f"{name.replace('_', ' '):36} {value:>12,}" for name, value in figures.items() if name != "milliseconds"]
    lines += [f"{'':36} {'median':>10} {'95th percentile':>16} {'of this process':>16}  (milliseconds)"]
    lines += [
        f"{name:36} {times['clock_50']:>10.1f} {times['clock_95']:>16.1f} {times['process_95']:>16.1f}"
        for name, times in figures["milliseconds"].items()
    ]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    main()
