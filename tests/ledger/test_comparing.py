"""How alike two reports are: one behaviour of each comparison, and that the order of the two does not matter."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.ledger.comparing import COMPARISONS
from dragoman.ledger.linking import blocks, comparable, log_odds, opposed
from dragoman.ledger.spoken import spoken_of
from dragoman.ledger.telling import Telling, party
from dragoman.ledger.words import stems, words
from dragoman.vocabulary import FORMS

DAY = date(2021, 8, 24)


def telling(
    number: int = 1,
    *,
    form: str = "message",
    a: tuple[str, str | None] = ("president of Peru", None),
    b: tuple[str, str | None] = ("Kari Dahl", "Kari Dahl"),
    first: date | None = DAY,
    published: date = DAY,
    place: str | None = None,
    place_country: str | None = None,
    occasion: str = "",
    sentence: str = "",
    status: str = "occurred",
    near: str = "",
    title: str = "",
) -> Telling:
    """A report of a message from Peru to Norway, unless it says otherwise."""
    return Telling(
        key=(published.isoformat(), f"d{number}", 0, form, 5),
        form=form,
        status=status,
        parties=(party("a", "PER", a[1], a[0], None), party("b", "NOR", b[1], b[0], None)),
        published=published,
        first=first,
        last=first,
        dated=first is not None,
        place=place,
        place_country=place_country,
        occasion=words(occasion),
        words=words(sentence),
        near=words(near),
        title=words(title),
    )


CASES = {
    "an office is found behind the name": (
        "doers",
        telling(),
        telling(2, a=("Ana Quispe", "Ana Quispe"), sentence="Ana Quispe, president of Peru, sent a message"),
        lambda score: score >= 0.9,
    ),
    "other persons of one country": (
        "names",
        telling(a=("x", "Ana Quispe")),
        telling(2, a=("x", "Luz Rojas")),
        lambda s: s == 0,
    ),
    "a surname alone": ("names", telling(), telling(2, b=("Dahl", "Dahl")), lambda s: s == 1),
    "the same day": ("dates", telling(), telling(2), lambda s: s == 1),
    "days apart": ("dates", telling(), telling(2, first=DAY + timedelta(4)), lambda s: s < 0.1),
    "the day of the story": (
        "stories",
        replace(telling(), dated=False),
        replace(telling(2, first=DAY + timedelta(4)), dated=False),
        lambda s: s < 0.1,
    ),
    "no day given": ("dates", telling(), telling(2, first=None), lambda s: s is None),
    "an embassy and its city": (
        "places",
        telling(place="norwegian embassy in lima", place_country="NOR"),
        telling(2, place="lima", place_country="PER"),
        lambda s: s == 1,
    ),
    "two countries": (
        "places",
        telling(place="oslo", place_country="NOR"),
        telling(2, place="lima", place_country="PER"),
        lambda s: s == 0,
    ),
    "two anniversaries": (
        "occasions",
        telling(occasion="75th anniversary of the treaty"),
        telling(2, occasion="76th anniversary of the treaty"),
        lambda s: s == 0,
    ),
    "rare words in common": (
        "wording",
        telling(sentence="a floral basket of orchids"),
        telling(2, sentence="orchids, it said"),
        lambda s: s > 0.3,
    ),
    "planned first": (
        "statuses",
        telling(status="planned", published=DAY - timedelta(3)),
        telling(2),
        lambda s: s == 0.5,
    ),
    "planned after it was done": (
        "statuses",
        telling(),
        telling(2, status="planned", published=DAY + timedelta(3)),
        lambda s: s == 0,
    ),
    "a country that the other's sentence speaks of": (
        "countries",
        telling(),
        replace(
            telling(2, sentence="The ministry in Lima denounced the drill of Norway and Chile"),
            parties=(party("a", "PER", None, "ministry", None), party("b", "CHL", None, "Chile", None)),
        ),
        lambda score: score > 0.7,
    ),
    "read on the other side": (
        "everyone",
        telling(sentence="Ana Quispe wrote to Kari Dahl"),
        replace(telling(2), parties=(party("a", "NOR", "Kari Dahl", "Kari Dahl", None),)),
        lambda score: score == 1,
    ),
    "a title and the other's sentence": (
        "titles",
        telling(title="Peru sends orchids to Oslo"),
        telling(2, sentence="The president of Peru sends orchids to Oslo on Tuesday", title="Review of the press"),
        lambda score: score > 0.9,
    ),
    "titles that are all alike": (
        "titles",
        telling(title="Review of the press", sentence="orchids"),
        telling(2, title="Review of the press", sentence="a drill"),
        lambda score: score == 0,
    ),
    "what stands near the trigger": (
        "phrases",
        telling(near="joint drill Arctic Fox"),
        telling(2, near="for staging the joint drill Arctic Fox"),
        lambda score: score > 0.7,
    ),
    "remembered and new": (
        "anniversaries",
        telling(form="visit", near="anniversary of his visit to Norway"),
        telling(2, form="visit", near="arrived on a visit to Norway"),
        lambda score: score == 0,
    ),
    "one outlet": (
        "outlets",
        replace(telling(), outlet="Example Times"),
        replace(telling(2), outlet="Example Times"),
        lambda score: score == 0,
    ),
    "two outlets": (
        "outlets",
        replace(telling(), outlet="Example Times"),
        replace(telling(2), outlet="Other Paper"),
        lambda score: score == 1,
    ),
    "an outlet that is not known": (
        "outlets",
        replace(telling(), outlet="Example Times"),
        telling(2),
        lambda score: score is None,
    ),
    "days that tell more than publication": ("publication", telling(), telling(2), lambda s: s is None),
    "condolences of a mourning visit": ("forms", telling(form="ceremony"), telling(2), lambda s: 0 < s < 1),
}


@pytest.mark.parametrize("case", CASES)
def test_comparisons(case: str) -> None:
    name, one, other, expected = CASES[case]
    assert expected(COMPARISONS[name](one, other))


def test_one_word_that_tells_of_several_tells_of_acts_apart() -> None:
    one = telling()
    day, document, _, form, _ = one.key
    for start, end, apart in ((0, 5, True), (3, 9, True), (-4, 1, True), (5, 9, False)):
        other = replace(telling(), key=(day, document, start, form, end))
        assert opposed(one, other) == opposed(other, one) == apart
        assert not opposed(one, replace(other, key=(day, "another", start, form, end)))


def test_persons_days_and_forms_can_speak_against_one_event() -> None:
    assert opposed(telling(), telling(2, first=DAY + timedelta(3)))
    assert opposed(telling(a=("x", "Ana Quispe")), telling(2, a=("x", "Luz Rojas")))
    assert not opposed(telling(), telling(2, first=None))
    assert not comparable(telling(), telling(2, form="attack"))


def test_a_stay_has_several_places() -> None:
    lima, oslo = {"place": "lima", "place_country": "PER"}, {"place": "oslo", "place_country": "NOR"}
    assert opposed(telling(form="meeting", **lima), telling(2, form="meeting", **oslo))  # type: ignore[arg-type]
    assert not opposed(telling(form="visit", **lima), telling(2, form="visit", **oslo))  # type: ignore[arg-type]


def test_journeys_to_two_countries_are_two() -> None:
    guest = party("a", "NOR", "kari dahl", "Kari Dahl", None)
    one, other = (
        replace(
            telling(number, form="visit", place=name, place_country=code),
            parties=(guest, party("b", code, None, name, None)),
        )
        for number, (code, name) in enumerate((("PER", "lima"), ("CHL", "santiago")))
    )
    assert opposed(one, other)
    assert not opposed(one, replace(other, place=None, place_country=None))


def test_a_journey_is_found_by_who_travels_where_its_end_is_misread() -> None:
    guests = ("the delegation of the Peruvian Chess League", None)
    left = telling(form="visit", a=guests)
    back = telling(2, form="visit", a=guests, published=DAY + timedelta(6), first=None)
    astray = replace(back, parties=(back.parties[0], party("b", "UNO", None, "the league of leagues", None)))
    shared = {block.key for block in blocks(left) if not block.wide} & {block.key for block in blocks(astray)}
    assert shared == {"contact:PER:chess delegation league"}
    nameless = telling(form="visit", a=("a delegation", None))
    assert not any("delegation" in block.key for block in blocks(nameless))


def test_what_is_remembered_on_an_anniversary_is_not_what_is_news() -> None:
    news = telling(form="visit", near="a visit to Oslo", first=None)
    old = replace(telling(2, form="visit", near="on the 10th anniversary of the visit", first=None), background=True)
    assert opposed(news, old)
    assert not opposed(old, replace(old, key=("2021-08-24", "d3", 0, "visit", 5)))


@pytest.mark.parametrize(
    "said", ["their ceaseless joint drills", "joint drills every year", "regularly held joint drills"]
)
def test_remarks_on_ceaseless_drills_are_of_no_one_drill(said: str) -> None:
    drill = telling(form="joint_exercise", near="began the joint drill")
    remark = telling(2, form="joint_exercise", near=said)
    assert opposed(drill, remark)
    assert not opposed(drill, replace(drill, key=("2021-08-25", "d3", 0, "joint_exercise", 5)))


def test_praise_in_the_sentence_of_a_message_may_be_the_message_but_not_in_the_next() -> None:
    message = telling(sentence="sent a message full of praise")
    praise = replace(message, key=("2021-08-24", "d1", 20, "praise", 26), form="praise")
    assert comparable(message, praise)
    assert not comparable(message, replace(praise, words=words("He praised the harvest")))


@pytest.mark.parametrize("word", ["drills", "war maneuvers", "saber-rattling", "Exercise"])
def test_words_for_one_kind_of_act_count_as_one(word: str) -> None:
    assert stems("joint exercises") & stems(word)
    assert not stems("joint visit") & stems(word)


def test_a_drill_is_found_behind_those_who_denounce_it() -> None:
    drill = "denounced the joint drill of Norway and Chile"
    one, other = (
        Telling(
            key=("2021-08-24", f"d{number}", 0, "joint_exercise", 5),
            form="joint_exercise",
            parties=(party("a", who, None, "a society", None),),
            published=DAY + timedelta(number),
            words=words(f"a society of {country} {drill}"),
            near=words(drill),
        )
        for number, (who, country) in enumerate((("PER", "Peru"), ("BOL", "Bolivia")))
    )
    assert {block.key for block in blocks(one)} & {block.key for block in blocks(other)} >= {"force:CHL:NOR"}
    assert comparable(one, other)
    acting = replace(other, parties=(party("a", "NOR", None, "Norway", None),))
    assert log_odds(one, acting) > 0


def test_countries_that_a_sentence_speaks_of() -> None:
    assert spoken_of(words("Oslo and the South Korean ministry")) == {"NOR", "KOR"}
    # "Korean" alone is of two countries.
    assert spoken_of(words("the Korean people")) == frozenset()


TELLINGS = st.builds(
    telling,
    st.integers(1, 9),
    form=st.sampled_from(sorted(FORMS)),
    a=st.sampled_from([("president of Peru", None), ("Ana Quispe", "Ana Quispe"), ("delegation of Lima", None)]),
    first=st.sampled_from([None, DAY, DAY + timedelta(1), DAY + timedelta(9)]),
    published=st.sampled_from([DAY, DAY + timedelta(2)]),
    place=st.sampled_from([None, "lima", "oslo"]),
    place_country=st.sampled_from([None, "PER", "NOR"]),
    occasion=st.sampled_from(["", "75th anniversary", "76th anniversary of the treaty"]),
    sentence=st.sampled_from(["", "Ana Quispe sent a message", "a delegation left for Oslo"]),
    status=st.sampled_from(["occurred", "planned", "cancelled"]),
    near=st.sampled_from(["", "sent a message", "the anniversary of a message"]),
    title=st.sampled_from(["", "Message to Oslo", "Review of the press"]),
)


# The first example loads tables of names, which a busy machine takes its time for.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TELLINGS, TELLINGS)
def test_scores_are_shares_and_the_same_either_way(one: Telling, other: Telling) -> None:
    for name, compare in COMPARISONS.items():
        score = compare(one, other)
        assert score is None or 0 <= score <= 1, name
        assert score == pytest.approx(compare(other, one)), name
    assert comparable(one, other) == comparable(other, one)
    assert log_odds(one, other) == pytest.approx(log_odds(other, one), abs=1e-3)


def test_a_word_that_something_began_is_named_by_what_began() -> None:
    assert stems("started", words("they started the UFG at dawn")) & stems("drill")
    assert not stems("denounced", words("he denounced the drill")) & stems("drill")


def test_what_is_adopted_at_a_meeting_is_not_the_meeting() -> None:
    meeting = telling(form="conference", near="a meeting in Oslo")
    message = replace(
        telling(form="message", near="a message adopted at the meeting"), key=(*meeting.key[:2], 90, "message", 97)
    )
    assert opposed(meeting, message)
    again = replace(telling(form="conference", near="met again in Oslo"), key=(*meeting.key[:2], 90, "conference", 97))
    assert opposed(meeting, again)
    assert not opposed(meeting, replace(again, near=words("met in Oslo")))


def test_a_letter_and_the_answer_to_it_are_two() -> None:
    letter = telling()
    answer = replace(
        telling(2),
        parties=(party("a", "NOR", "Kari Dahl", "Kari Dahl", None), party("b", "PER", None, "president of Peru", None)),
    )
    assert opposed(letter, answer)
    assert not opposed(replace(letter, form="meeting"), replace(answer, form="meeting"))
