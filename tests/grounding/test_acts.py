"""Reports of one act in a document are joined; a mission tells who hosted an act and where."""

from dataclasses import replace
from datetime import date

from dragoman.documents.document import Document
from dragoman.grounding import Grounder
from dragoman.grounding.acts import apart, joined
from dragoman.reading.report import Participant, Reading, Report, Span, When


def report(
    text: str,
    trigger: str,
    a: tuple[str, str | None],
    b: tuple[str, str | None] | None = None,
    *,
    form: str = "cultural_event",
    day: date | None = None,
    confidence: float = 0.8,
) -> Report:
    """A report of `text`; each side a phrase and its country."""

    def span(phrase: str) -> tuple[str, int, int]:
        return phrase, text.index(phrase), text.index(phrase) + len(phrase)

    sides = [[Participant(*span(side[0]), country=side[1], kind="group")] if side else [] for side in (a, b)]
    when = When(text[:2], 0, 2, day, day) if day else None
    return Report(
        "CONSULT", form, "occurred", "in_person", False, Span(*span(trigger)),
        a=tuple(sides[0]), b=tuple(sides[1]), date=when, confidence=confidence,
    )  # fmt: skip


TEXT = "Peru's diplomats saw an exhibition of Norway. The show of Norway, which diplomats of Peru saw, was long."
FIRST = report(TEXT, "exhibition", ("Norway", "NOR"), ("diplomats", "PER"), day=date(2021, 8, 24))
AGAIN = report(TEXT, "show", ("diplomats", "PER"), ("Norway", "NOR"), confidence=0.9)


def test_two_reports_between_the_same_countries_are_one_act() -> None:
    (act,) = joined([FIRST, AGAIN])
    assert act.trigger.text == "show"
    assert [span.text for span in act.also] == ["exhibition"]
    assert act.date == FIRST.date


def test_another_day_another_form_or_another_country_is_another_act() -> None:
    for other in (
        report(TEXT, "show", ("diplomats", "PER"), ("Norway", "NOR"), day=date(2021, 8, 25)),
        report(TEXT, "show", ("diplomats", "PER"), ("Norway", "NOR"), form="meeting"),
        report(TEXT, "show", ("diplomats", "CHL"), ("Norway", "NOR")),
        report(TEXT, "show", ("diplomats", None), None),
    ):
        assert len(joined([FIRST, other])) == 2


def grounded(text: str, found: Report) -> Report:
    (only,) = Grounder().ground(Document("d", text), Reading("d", (found,))).reports
    return only


def test_the_embassy_where_a_show_is_held_is_its_host() -> None:
    text = "Peruvian diplomats saw an exhibition at the Chinese Embassy in Oslo."
    act = grounded(text, report(text, "exhibition", ("Peruvian diplomats", None)))
    assert [(p.text, p.country) for p in act.a] == [("Chinese Embassy", "CHN")]
    assert [p.country for p in act.b] == ["PER"]
    assert act.place
    assert (act.place.text, act.place.country) == ("Oslo", "NOR")


def test_an_embassy_in_another_sentence_hosts_nothing() -> None:
    text = "Peruvian diplomats saw an exhibition. They had been at the Chinese Embassy in Oslo."
    act = grounded(text, report(text, "exhibition", ("Peruvian diplomats", None)))
    assert [p.country for p in act.a] == ["PER"]
    assert act.place is None


JOURNEY = "Norway's king visited Peru, Chad and Laos in May. Nepal looked on."


def journey(*hosts: tuple[str, str]) -> Report:
    told = report(JOURNEY, "visited", ("Norway's king", "NOR"), hosts[0], form="visit")
    return replace(told, b=tuple(report(JOURNEY, "visited", ("Norway", None), host).b[0] for host in hosts))


def test_a_journey_to_several_countries_is_a_visit_to_each() -> None:
    visits = apart([journey(("Peru", "PER"), ("Chad", "TCD"), ("Laos", "LAO"))], JOURNEY)
    assert [[member.country for member in visit.b] for visit in visits] == [["PER"], ["TCD"], ["LAO"]]
    assert [visit.trigger.text for visit in visits] == ["visited", "visited Peru, Chad", "visited Peru, Chad and Laos"]
    assert len({(visit.trigger.start, visit.trigger.end) for visit in visits}) == 3


def test_other_acts_and_hosts_of_other_sentences_are_left_together() -> None:
    for told in (
        replace(journey(("Peru", "PER"), ("Chad", "TCD")), form="criticism"),
        journey(("Peru", "PER"), ("Nepal", "NPL")),
        journey(("Peru", "PER")),
    ):
        assert apart([told], JOURNEY) == [told]


def test_an_abbreviation_ends_no_sentence_of_a_journey() -> None:
    text = "The visit of U.S. President Ana Roe to Peru and Chad went well."
    told = report(text, "visit", ("U.S. President Ana Roe", "USA"), ("Peru", "PER"), form="visit")
    told = replace(told, b=(*told.b, *report(text, "visit", ("Peru", "PER"), ("Chad", "TCD")).b))
    assert [[member.country for member in visit.b] for visit in apart([told], text)] == [["PER"], ["TCD"]]


def test_delegations_under_one_verb_each_pay_a_visit() -> None:
    text = "A delegation of Chad and a trade group of Peru arrived in Oslo."
    told = report(text, "arrived", ("delegation of Chad", "TCD"), ("Oslo", "NOR"), form="visit")
    told = replace(told, a=(*told.a, *report(text, "arrived", ("group of Peru", "PER")).a))
    visits = apart([told], text)
    assert [[member.country for member in visit.a] for visit in visits] == [["TCD"], ["PER"]]
    assert [visit.trigger.text for visit in visits] == ["arrived", "group of Peru arrived"]
    assert all([member.country for member in visit.b] == ["NOR"] for visit in visits)
    countries = replace(told, a=tuple(replace(member, kind="country") for member in told.a))
    assert apart([countries], text) == [countries]


def test_what_one_gathering_is_made_of_is_one_act() -> None:
    text = "They held meetings, photo exhibitions and film shows in Peru. Later there was an exhibition in Peru."
    first = report(text, "meetings", ("Peru", "PER"), form="ceremony")
    shows = report(text, "photo exhibitions", ("Peru", "PER"), confidence=0.9)
    assert [act.trigger.text for act in joined([first, shows])] == ["photo exhibitions"]
    assert len(joined([first, report(text, "exhibition in Peru", ("Peru", "PER"))])) == 2


def test_two_words_of_one_phrase_tell_of_one_act() -> None:
    text = "Peru held a book show with Norway, a film, and a reception."
    book = report(text, "book", ("Peru", "PER"), ("Norway", "NOR"), form="gift")
    show = report(text, "show", ("Peru", "PER"), ("Norway", "NOR"), confidence=0.9)
    assert joined([book, show]) == (show,)
    elsewhere = report(text, "show", ("Peru", "PER"), None)
    other = report(text, "film", ("Peru", "PER"), ("Norway", "NOR"), form="gift")
    assert len(joined([book, elsewhere])) == len(joined([other, show])) == 2


def test_what_talks_ended_without_is_no_act() -> None:
    def forms(text: str) -> list[str]:
        agreed = report(text, "agreement", ("Norway", "NOR"), ("Peru", "PER"), form="agreement", confidence=0.95)
        return [found.form for found in Grounder().ground(Document("d", text), Reading("d", (agreed,))).reports]

    assert forms("Norway and Peru ended their talks without an agreement.") == []
    assert forms("Norway and Peru ended their talks with an agreement.") == ["agreement"]
