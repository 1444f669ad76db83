"""The samples that ship with Dragoman tell its story: what fell silent with the closed border, what opened again."""

from __future__ import annotations

from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from dragoman.analysis import Contacts, Signal, signals
from dragoman.coding import code
from dragoman.documents import load
from dragoman.ledger import Ledger


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    ledger = Ledger(Path(tmp_path_factory.mktemp("demo")) / "ledger.sqlite")
    with as_file(files("dragoman.samples").joinpath("korea-2019-2021.jsonl")) as samples:
        ledger.add_many(code(load([str(samples)])), reader="test")
    return ledger


def said(ledger: Ledger, as_of: date | None = None) -> dict[str, Signal]:
    found = signals(Contacts.of(ledger, as_of), about=("PRK",), channels=("in_person",))
    return {signal.kind: signal for signal in found if signal.b is None}


def test_contacts_in_person_fell_silent_by_the_closing_of_the_border(ledger: Ledger) -> None:
    freeze = said(ledger)["freeze"]
    assert date(2019, 11, 1) < freeze.start < date(2020, 3, 15)
    assert freeze.end is not None and date(2021, 5, 1) < freeze.end < date(2021, 8, 24)
    assert freeze.rate_after < 0.2 * freeze.rate_before
    assert freeze.documents_read > 30


def test_they_resumed_with_an_exhibition_a_reception_and_another_exhibition(ledger: Ledger) -> None:
    again = said(ledger)["resumption"]
    assert again.start == date(2021, 6, 1)
    assert date(2021, 7, 10) <= again.known_at <= date(2021, 8, 31)
    shown = [ledger.show(event).event for event in again.events]
    told = {(event.first, event.form, code) for event in shown for code in event.a + event.b}
    assert (date(2021, 6, 1), "cultural_event", "CHN") in told
    assert (date(2021, 7, 9), "reception", "CHN") in told
    assert (date(2021, 8, 24), "cultural_event", "RUS") in told


def test_one_event_told_four_times_is_one_contact(ledger: Ledger) -> None:
    (event,) = [each for each in ledger.events() if each.first == date(2021, 8, 24) and each.form == "cultural_event"]
    assert event.reports == 4
    assert (event.a, event.b) == (("RUS",), ("PRK",))
    assert "Im Chon Il" in {name.replace("-il", " Il") for name in event.b_names}
    assert event.rank == 3


def test_it_was_not_known_before_the_reception(ledger: Ledger) -> None:
    assert "resumption" not in said(ledger, date(2021, 7, 9))
    assert said(ledger, date(2021, 2, 1))["freeze"].end is None
