"""Precedents: what is nearest to an event among those before it, and the reasons that are given."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from handmade import CHOE, LAVROV, MOSCOW, ids, ledger_of, shows, told
from hypothesis import given
from hypothesis import strategies as st

from dragoman.analysis import likeness, precedents
from dragoman.errors import LedgerError


def test_the_show_at_the_chinese_embassy_is_the_precedent_of_that_at_the_russian(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path, *shows())
    events = ids(ledger)
    first, *_ = precedents(ledger, events["august"])
    assert first.event.id == events["june"]
    said = " / ".join(first.why)
    for reason in ("the same form: cultural event", "the same sort of host: embassy", "the same place: Pyongyang"):
        assert reason in said
    assert "anniversary" in said and "PRK" in said


def test_only_what_came_before_is_a_precedent(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path, *shows())
    events = ids(ledger)
    assert events["august"] not in {each.event.id for each in precedents(ledger, events["june"])}
    assert precedents(ledger, events["lavrov"]) == []


def test_what_may_be_the_same_event_is_none(tmp_path: Path) -> None:
    ledger = ledger_of(
        tmp_path,
        told("a", date(2021, 3, 1), "meeting", [LAVROV], [CHOE], place=MOSCOW, last=date(2021, 3, 5)),
        told("b", date(2021, 3, 4), "negotiation", [LAVROV], [CHOE], place=MOSCOW),
    )
    assert precedents(ledger, ids(ledger)["b"]) == []


def test_the_same_people_at_the_same_place_come_before_others(tmp_path: Path) -> None:
    other = [told("tokyo", date(2019, 12, 1), "meeting", [LAVROV], [], place=("Tokyo", "JPN"))]
    again = [told("again", date(2020, 2, 1), "meeting", [LAVROV], [CHOE], place=MOSCOW)]
    ledger = ledger_of(tmp_path, *shows(), *other, *again)
    found = precedents(ledger, ids(ledger)["again"])
    assert found[0].event.id == ids(ledger)["lavrov"]
    assert "the same actor: Sergey Lavrov" in found[0].why


def test_an_unknown_event_is_told(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="no event"):
        precedents(ledger_of(tmp_path, *shows()), "zzz")


@given(st.text(max_size=60), st.text(max_size=60), st.lists(st.text(max_size=20), max_size=4).map(tuple))
def test_likeness_lies_between_nothing_and_the_same_whatever_the_text(one: str, other: str, names: tuple) -> None:
    found = (
        likeness.occasion(one, other),
        likeness.hosts((one, *names), (other,)),
        likeness.guests((one,), names),
        likeness.place(one, other, one[:3] or None, other[:3] or None),
        likeness.wording(likeness.words(one), likeness.words(other), {}),
    )
    assert all(0 <= each.score <= 1 + 1e-9 for each in found if each is not None)


def test_a_field_that_is_missing_says_nothing() -> None:
    assert likeness.occasion(None, "the 10th anniversary") is None
    assert likeness.rank(None, 3) is None
    assert likeness.place(None, "Pyongyang", None, "PRK") is None
