"""The ledger keeps what documents taught of offices; it counts once the run that read them has come to its end."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from conftest import Told, told

from dragoman.ledger import Ledger
from dragoman.reading.report import Office

Keep = Callable[..., Ledger]


def teaching(name: str, *, published: date | None = date(2021, 8, 25), who: str = "Kari Dahl") -> Told:
    """A document that says who holds an office."""
    document, reading = told(name, published=published)
    office = Office("minister of Norway", 0, 4, name=who, country="NOR")
    return document, replace(reading, offices=(office,))


def names(ledger: Ledger) -> list[str]:
    return [holding.names[0] for holding in ledger.learnt()]


def test_what_a_document_taught_is_remembered_with_its_day(keep: Keep) -> None:
    (holding,) = keep(teaching("a")).learnt()
    assert (holding.names, holding.office, holding.country, holding.source) == (
        ("Kari Dahl",),
        "minister of Norway",
        "NOR",
        "a",
    )
    assert holding.covers(date(2021, 12, 1))
    assert not holding.covers(date(2031, 12, 1))


def test_a_document_without_a_day_teaches_nothing(keep: Keep) -> None:
    assert names(keep(teaching("a", published=None))) == []


def test_what_a_document_taught_goes_with_it(keep: Keep) -> None:
    ledger = keep(teaching("a"))
    ledger.add(*teaching("a", who="Per Lund", published=date(2021, 8, 26)), reader="test")
    assert names(ledger) == ["Per Lund"]


def test_a_run_that_was_broken_off_has_taught_nothing_until_one_ends(ledger: Ledger) -> None:
    def broken_off() -> Iterator[Told]:
        yield teaching("a")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ledger.add_many(broken_off(), reader="test", together=1)
    assert ledger.stats().documents == 1
    assert names(ledger) == []
    ledger.add(*teaching("b", who="Per Lund", published=date(2021, 8, 26)), reader="test")
    assert names(ledger) == ["Kari Dahl", "Per Lund"]
