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


def test_they_resumed_with_the_exhibitions_at_the_embassies(ledger: Ledger) -> None:
    again = said(ledger)["resumption"]
    assert date(2021, 6, 1) <= again.start <= date(2021, 8, 24)
    assert date(2021, 8, 24) <= again.known_at <= date(2021, 8, 31)
    shown = [ledger.show(event).event for event in again.events]
    exhibitions = {
        (event.first, code) for event in shown if event.form == "cultural_event" for code in event.a + event.b
    }
    assert (date(2021, 8, 24), "RUS") in exhibitions
    assert (date(2021, 6, 1), "CHN") in exhibitions


def test_it_was_not_known_before_the_second_exhibition(ledger: Ledger) -> None:
    assert "resumption" not in said(ledger, date(2021, 8, 1))
    assert said(ledger, date(2021, 2, 1))["freeze"].end is None
