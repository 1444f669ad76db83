"""How alike two reports are: one behaviour of each comparison, and that the order of the two does not matter."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.ledger.comparing import COMPARISONS
from dragoman.ledger.linking import comparable, log_odds, opposed
from dragoman.ledger.telling import Telling, party, words
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
) -> Telling:
    """A report of a message from Peru to Norway, unless it says otherwise."""
    return Telling(
        key=(published.isoformat(), f"d{number}", 0, form),
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
    "condolences of a mourning visit": ("forms", telling(form="ceremony"), telling(2), lambda s: 0 < s < 1),
}


@pytest.mark.parametrize("case", CASES)
def test_comparisons(case: str) -> None:
    name, one, other, expected = CASES[case]
    assert expected(COMPARISONS[name](one, other))


def test_persons_days_and_forms_can_speak_against_one_event() -> None:
    assert opposed(telling(), telling(2, first=DAY + timedelta(3)))
    assert opposed(telling(a=("x", "Ana Quispe")), telling(2, a=("x", "Luz Rojas")))
    assert not opposed(telling(), telling(2, first=None))
    assert not comparable(telling(), telling(2, form="attack"))


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
