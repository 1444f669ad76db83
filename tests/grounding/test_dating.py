"""Which words date an act and which place it: the whole of an expression, and none that is another act's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.documents import Document
from dragoman.grounding import Grounder
from dragoman.grounding.dating import dated, own_days
from dragoman.reading.report import Participant, Place, Reading, Report, Span, When

KCNA = "Korean Central News Agency"


def told(text: str, trigger: str, *, date_: str | None = None, place: str | None = None, **more: Any) -> Report:
    """A report of `text` with these words marked in it."""

    def at(words: str) -> tuple[str, int, int]:
        return words, text.index(words), text.index(words) + len(words)

    plain = {"type": "CONSULT", "form": "meeting", "status": "occurred", "channel": "in_person", "background": False}
    return Report(
        trigger=Span(*at(trigger)),
        date=When(*at(date_)) if date_ else None,
        place=Place(*at(place)) if place else None,
        **{**plain, **more},
    )


def grounded(text: str, report: Report, outlet: str | None = None) -> Report:
    document = Document("d", text, outlet=outlet, published=date(2021, 8, 25))
    return Grounder().resolve(document, Reading("d", (report,))).reports[0]


@pytest.mark.parametrize(
    ("text", "marked", "whole"),
    [
        ("They met from June 7 to 14 in Lima.", "June 7", "from June 7 to 14"),
        ("They met on Friday and Saturday in Lima.", "Friday", "Friday and Saturday"),
        ("They met at the end of July in Lima.", "July", "the end of July"),
        ("They met on July 8, the 18th anniversary of the pact.", "July 8", "July 8"),
        ("They met on May 3 and 4 embassies stayed away.", "May 3", "May 3"),
        ("They met in Lima on Monday.", "Monday", "Monday"),
        ("They met in April, Juche 78 (1989) in Lima.", "Juche 78 (1989", "April, Juche 78 (1989)"),
        ("They met on June 15, 2000 in Lima.", "15, 2000", "June 15, 2000"),
        ("They met between April 3 and 7 in Lima.", "7", "between April 3 and 7"),
        ("They met on Dec. 31 last year in Lima.", "last year", "Dec. 31 last year"),
        ("They met in Lima three years ago.", "years ago", "three years ago"),
        ("They met in Lima on the day.", "day", "on the day"),
        ("They met in Lima in December. All left.", "December", "December"),
        ("They met twenty-five years ago.", "years ago", "years ago"),
        ("They met on May 3, 1600 delegates in all.", "May 3", "May 3"),
    ],
)
def test_an_expression_is_taken_whole(text: str, marked: str, whole: str) -> None:
    found = dated(told(text, "met", date_=marked), text)
    assert found is not None
    assert found.text == whole == text[found.start : found.end]


def test_what_is_no_time_dates_nothing() -> None:
    text = "They met on the sidelines of the fair."
    assert dated(told(text, "met", date_="sidelines"), text) is None


def test_a_departure_does_not_date_what_it_is_for() -> None:
    text = "The envoy left Oslo on Monday to attend the congress in Lima."
    assert dated(told(text, "congress", date_="Monday", form="conference", status="planned"), text) is None
    assert dated(told(text, "left", date_="Monday", form="visit"), text) is not None


def test_what_a_speaker_tells_of_does_not_date_the_speech() -> None:
    text = "Dahl praised Peru on Monday, adding that it had opened the port in June 2000."
    assert dated(told(text, "praised", date_="June 2000", form="praise"), text) is None
    assert dated(told(text, "praised", date_="Monday", form="praise"), text) is not None


@given(st.text(alphabet="May 8,to.\nand19\u2013", max_size=60), st.integers(0, 60), st.integers(1, 12))
def test_a_date_is_a_piece_of_the_text_around_what_was_marked(text: str, start: int, size: int) -> None:
    text = f"{text} met"
    end = min(start + size, len(text))
    if start < end:
        report = replace(told(text, "met"), date=When(text[start:end], start, end))
        found = dated(report, text)
        assert found is None or (
            found.text == text[found.start : found.end] and found.start <= start < end <= found.end
        )


def test_a_name_of_a_place_is_taken_whole() -> None:
    text = "They met in the Gaza Strip on Monday."
    place = grounded(text, told(text, "met", place="Strip")).place
    assert place is not None
    assert (place.text, place.country) == ("Gaza Strip", "PSE")


def test_what_was_held_in_a_country_took_place_there() -> None:
    text = "A seminar was held in Norway on Monday. A film show was held in Peru and Norway."
    seminar = grounded(text, told(text, "seminar", form="conference")).place
    assert seminar is not None
    assert seminar.country == "NOR"
    assert grounded(text, told(text, "film show", form="cultural_event")).place is None


def test_each_speaker_of_an_occasion_in_several_countries_spoke_at_home() -> None:
    text = (
        "Meetings were held in Peru, Chad and Norway on Monday. The chairman of the Peru-Korea Society praised the "
        "country as a good friend."
    )
    start = text.index("Peru-Korea Society")
    society = Participant("Peru-Korea Society", start, start + 18, country="PER")
    praise = told(text, "praised", type="SUPPORT", form="praise", a=(society,))
    place = grounded(text, praise, KCNA).place
    assert place is not None
    assert (place.text, place.country) == ("Peru", "PER")
    assert grounded(text, praise, "Example Times").place is None


def test_acts_in_various_countries_have_no_one_place() -> None:
    text = "Guests visited the Norwegian missions in their countries on Monday."
    assert grounded(text, told(text, "visited", place="Norwegian missions", form="ceremony")).place is None


@pytest.mark.parametrize(
    ("text", "marked", "whole", "country"),
    [
        ("The ministers met in south Korea.", "Korea", "south Korea", "KOR"),
        ("The ministers met in Qworth Province of Chad.", "Qworth", "Qworth Province", "TCD"),
        ("The ministers met in Qworth Monday.", "Qworth", "Qworth", "PRK"),
    ],
)
def test_a_piece_of_a_place_is_completed(text: str, marked: str, whole: str, country: str) -> None:
    place = grounded(text, told(text, "met", place=marked), KCNA).place
    assert place is not None
    assert (place.text, place.country) == (whole, country)


def test_a_letter_is_no_place() -> None:
    text = "The ministers met S. Koreans."
    assert grounded(text, told(text, "met", place="S")).place is None


def test_a_place_named_only_long_after_the_act_is_not_its_own() -> None:
    text = "Peruvian and Chilean envoys held meetings. One spoke. Two spoke. All ate. All left. The last was in Oslo."
    report = told(text, "held meetings", place="Oslo")
    report = replace(report, a=(Participant("Peruvian", 0, 8),), b=(Participant("Chilean", 13, 20),), confidence=0.9)
    document = Document("d", text, published=date(2021, 8, 25))
    (found,) = Grounder().ground(document, Reading("d", (report,))).reports
    assert found.place is None
    nearer = text.replace(" All ate.", "\n\n")
    report = replace(report, place=Place("Oslo", nearer.index("Oslo"), nearer.index("Oslo") + 4))
    (found,) = Grounder().ground(replace(document, text=nearer), Reading("d", (report,))).reports
    assert found.place is not None


def test_a_place_found_beside_the_act_states_how_often_that_is_right() -> None:
    text = "A seminar was held in Norway on Monday."
    assert grounded(text, told(text, "seminar", form="conference")).confidences.place < 1.0


def test_a_journey_that_only_says_where_one_is_has_no_day_of_the_meeting() -> None:
    text = "On Monday the premier received the Norwegian envoy on a visit to Peru."
    assert dated(told(text, "visit", date_="Monday", form="visit"), text) is None
    assert dated(told(text, "received", date_="Monday"), text) is not None


def test_a_journey_keeps_the_days_that_follow_it() -> None:
    text = "The premier received the envoy on a visit to Peru from June 3 to 6."
    found = dated(told(text, "visit", date_="June 3", form="visit"), text)
    assert found is not None
    assert found.text == "from June 3 to 6"


def test_what_is_remembered_is_of_its_own_year_not_of_the_day_of_its_feast() -> None:
    text = "A rally was held in Oslo on Thursday for the 10th anniversary of the royal visit to Lima."
    found = grounded(text, told(text, "visit", date_="Thursday", form="visit")).date
    assert found is not None
    assert (found.first, found.last) == (date(2011, 1, 1), date(2011, 12, 31))
    rally = grounded(text, told(text, "rally", date_="Thursday", form="ceremony")).date
    assert rally is not None
    assert rally.text == "Thursday"


def test_a_year_that_follows_what_is_remembered_is_kept() -> None:
    text = "They marked the 60th anniversary of the treaty signed on July 11, 1961."
    found = grounded(text, told(text, "treaty", date_="July 11, 1961", form="signing")).date
    assert found is not None
    assert found.first == found.last == date(1961, 7, 11)


def test_the_day_of_a_digest_is_not_that_of_what_it_tells() -> None:
    text = "Following are major news items of the papers on Friday: - The president met the Lao envoy."
    assert dated(told(text, "met", date_="Friday"), text) is None


def test_what_a_sentence_dates_long_ago_is_background() -> None:
    text = "The ministers met in Lima on May 3, 2019."
    assert grounded(text, told(text, "met", date_="May 3, 2019")).background
    lately = text.replace("May 3, 2019", "Monday")
    assert not grounded(lately, told(lately, "met", date_="Monday")).background
    ongoing = told(text, "met", date_="May 3, 2019", status="ongoing")
    assert not grounded(text, ongoing).background


def test_a_day_of_long_ago_in_another_sentence_is_another_act_s() -> None:
    text = "Speakers praised the treaty. It was signed on May 3, 2019."
    found = grounded(text, told(text, "praised", date_="May 3, 2019", type="SUPPORT", form="praise"))
    assert (found.date, found.background) == (None, False)
    dated_near = grounded(text, told(text, "signed", date_="May 3, 2019", type="AGREE", form="signing"))
    assert (dated_near.date and dated_near.date.first, dated_near.background) == (date(2019, 5, 3), True)


def test_the_day_of_a_speech_is_not_that_of_what_it_is_about() -> None:
    text = "The Chilean party denounced on August 3 the drills that Peru and Ecuador held."
    drills = told(text, "drills", date_="August 3", type="MOBILIZE", form="joint_exercise", channel="force")
    speech = told(text, "denounced", date_="August 3", type="ACCUSE", form="criticism", channel="media")
    assert [report.date is None for report in own_days([drills, speech], text)] == [True, False]
    assert own_days([drills], text) == [drills]
    for text in (
        "The Chilean president on Monday praised Peru and signed a treaty with Norway.",
        "The Chilean president on Monday praised Peru and held talks with Norway.",
    ):
        own = told(text, "signed" if "signed" in text else "talks", date_="Monday")
        speech = told(text, "praised", date_="Monday", type="SUPPORT", form="praise")
        assert own_days([speech, own], text)[1] == own


def test_the_day_of_a_speech_is_not_carried_to_what_it_is_about() -> None:
    text = "Chile praised on Monday the meeting of Peru and Norway in Oslo."
    meeting = told(text, "meeting", date_="Monday", confidence=0.9)
    meeting = replace(meeting, a=(Participant("Peru", 39, 43),), b=(Participant("Norway", 48, 54),))
    speech = told(text, "praised", date_="Monday", type="SUPPORT", form="praise", confidence=0.9)
    speech = replace(speech, a=(Participant("Chile", 0, 5),), b=(Participant("Peru", 39, 43),))
    document = Document("d", text, outlet=KCNA, published=date(2021, 8, 25))
    reports = Grounder().ground(document, Reading("d", (speech, meeting))).reports
    assert [(report.form, report.date is None) for report in reports] == [("praise", False), ("meeting", True)]


def test_what_is_dated_after_publication_is_planned() -> None:
    text = "The ministers meet in Lima on October 3, 2021."
    assert grounded(text, told(text, "meet", date_="October 3, 2021")).status == "planned"
    here = "The ministers met in Lima on August 26."
    assert grounded(here, told(here, "met", date_="August 26")).status == "occurred"


def test_what_happened_on_a_weekday_was_on_the_last_one() -> None:
    text = "The minister met her guests on Friday morning and would not say more."
    found = grounded(text, told(text, "met", date_="Friday morning"))
    assert found.date is not None
    assert (found.date.first, found.status) == (date(2021, 8, 20), "occurred")


def test_that_year_is_the_year_named_before() -> None:
    text = "The ship was taken in January 1968. The envoys met in December that year."
    found = grounded(text, told(text, "met", date_="December")).date
    assert found is not None
    assert (found.first, found.last) == (date(1968, 12, 1), date(1968, 12, 31))
    crowded = text.replace("1968.", "1968 with 2000 sailors.")
    again = grounded(crowded, told(crowded, "met", date_="December")).date
    assert again is not None
    assert again.first == date(1968, 12, 1)


def test_what_is_still_to_come_is_of_no_day_that_is_past() -> None:
    text = "Norway said last week that its envoy would meet the minister."
    assert grounded(text, told(text, "meet", date_="last week", status="planned")).date is None
    assert grounded(text, told(text, "meet", date_="last week")).date is not None
