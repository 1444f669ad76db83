"""Levels of a dyad, and the network of its actors."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from handmade import CHOE, IM, KIM, LAVROV, MOSCOW, PUTIN, PYONGYANG, RUSSIANS, ids, ledger_of, told

from dragoman.analysis import Contacts, actors, levels
from dragoman.analysis.titles import office

STORIES = [
    told("met", date(2019, 11, 20), "meeting", [LAVROV], [CHOE], place=MOSCOW),
    told("met-2", date(2019, 12, 20), "meeting", [LAVROV], [CHOE], place=MOSCOW),
    told("wrote", date(2020, 6, 12), "message", [KIM], [PUTIN], verb="sent greetings to"),
    told("show", date(2021, 8, 24), "cultural_event", [RUSSIANS], [IM], verb="held a show with", place=PYONGYANG),
    told("other", date(2021, 8, 25), "meeting", [LAVROV], [], place=MOSCOW),
]


def test_levels_count_channels_forms_ranks_and_who_met_whom(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path, *STORIES)
    event = ids(ledger)
    found = levels(ledger, Contacts.of(ledger), "PRK", "RUS")
    assert [(row.name, len(row.events), row.share) for row in found.channels] == [
        ("in_person", 3, 0.75),
        ("written", 1, 0.25),
    ]
    assert (found.highest_a, found.highest_b, found.highest) == (1, 1, (event["wrote"],))
    assert set(found.ranks[2]) == {event["met"], event["met-2"]}
    first = found.pairs[0]
    assert (first.a.name, first.b.name, len(first.events)) == ("Choe Son Hui", "Sergey Lavrov", 2)
    assert (first.b.title, first.b.rank) == ("Foreign Minister", 2)


def test_who_acts_and_who_hosts_are_told_apart(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path, *STORIES)
    event = ids(ledger)
    found = levels(ledger, Contacts.of(ledger), "PRK", "RUS")
    # A meeting has two equal sides and is nobody's initiative.
    assert (found.initiative.a, found.initiative.b) == ((event["wrote"],), (event["show"],))
    assert (set(found.hosting.a), set(found.hosting.b)) == ({event["show"]}, {event["met"], event["met-2"]})
    back = levels(ledger, Contacts.of(ledger), "RUS", "PRK")
    assert (back.initiative.a, back.initiative.b) == (found.initiative.b, found.initiative.a)


def test_a_period_holds_only_its_days(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path, *STORIES)
    found = levels(ledger, Contacts.of(ledger), "PRK", "RUS", date(2020, 1, 1), date(2020, 12, 31))
    assert found.events == (ids(ledger)["wrote"],)
    assert found.hosting.share is None


def test_the_network_joins_actors_of_different_countries(tmp_path: Path) -> None:
    ledger = ledger_of(tmp_path, *STORIES)
    found = actors(ledger, ids(ledger).values())
    names = [actor.name for actor in found.actors]
    assert {"Sergey Lavrov", "Choe Son Hui", "Kim Jong Un", "Vladimir Putin", "Im Chon Il"} <= set(names)
    strongest = found.ties[0]
    assert {names[strongest.one], names[strongest.other]} == {"Sergey Lavrov", "Choe Son Hui"}
    assert len(strongest.events) == 2
    assert all(found.actors[tie.one].country != found.actors[tie.other].country for tie in found.ties)


def test_no_events_are_no_network(tmp_path: Path) -> None:
    assert actors(ledger_of(tmp_path), []).actors == ()


def test_titles_lose_their_country_and_what_hangs_on_them() -> None:
    assert office("Russia's minister for the development of the Far East,", "RUS") == (
        "minister for the development of the Far East"
    )
    assert office("foreign minister of the DPRK, held talks", "PRK") == "foreign minister"
    assert office("congratulating", "PRK") == ""
    assert office("North Korean leader", "RUS") == ""
