"""Who holds a conference."""

from __future__ import annotations

import pytest
from told_sides import grounded, sides

from dragoman.grounding.conferences import spoken_of


def told(text: str, trigger: str, a: str, b: str | None = None) -> tuple[list[str | None], list[str | None]]:
    return sides(text, trigger, a, b, form="conference", type="CONSULT", channel="in_person")


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Norway blamed Peru at a meeting of the United Nations Human Rights Council.", "meeting"),
        ("Norway blamed Peru at the UN board meeting on Monday.", "meeting"),
        ("Norway blamed Peru at the UN General Assembly session.", "UN General Assembly session"),
    ],
)
def test_the_organiser_is_whom_the_name_of_a_conference_names(text: str, trigger: str) -> None:
    assert told(text, trigger, "Norway") == told(text, trigger, "Norway", "Peru") == (["NOR"], ["UNO"])


@pytest.mark.parametrize(
    "text",
    [
        "Norway blamed Peru at a meeting in the city of the UN envoy.",
        "Norway met Peru at a meeting on UN rules of trade.",
    ],
)
def test_who_is_not_part_of_its_name_holds_it_not(text: str) -> None:
    assert told(text, "meeting", "Norway", "Peru") == (["NOR"], ["PER"])


def test_whom_a_speech_there_was_about_holds_no_conference() -> None:
    text = "Norway blamed Peru at a conference on Monday."
    blamed = grounded(text, "blamed", "Norway", "Peru")
    met = grounded(text, "conference", "Norway", "Peru", form="conference", type="CONSULT")
    assert [report.b for report in spoken_of([blamed, met])] == [blamed.b, ()]
    assert spoken_of([met]) == (met,)


@pytest.mark.parametrize("verb", ["hosted by", "organised by", "co-sponsored by", "of"])
def test_who_is_said_to_hold_it_holds_it(verb: str) -> None:
    assert told(f"Norway blamed Peru at a conference {verb} UNESCO.", "conference", "Norway", "Peru")[1] == ["UNO"]


@pytest.mark.parametrize("b", [None, "Oslo"])
def test_a_summit_of_two_persons_is_their_meeting(b: str | None) -> None:
    text = "U.S. President Donald Trump and North Korean leader Kim Jong-un ended a summit in Oslo."
    conference = {"form": "conference", "type": "CONSULT", "channel": "in_person", "kind": "person"}
    met = grounded(text, "summit", "U.S. President Donald Trump", b, **conference)
    assert met.form == "meeting"
    assert [[member.country for member in side] for side in (met.a, met.b)] == [["USA"], ["PRK"]]
    more = text.replace(" ended", ", and Xi Jinping ended").replace("Trump and", "Trump,")
    assert grounded(more, "summit", "U.S. President Donald Trump", b, **conference).form == "conference"
