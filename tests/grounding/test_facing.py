"""Nobody is on both sides of an act, whatever reading gave."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dragoman.grounding.added import codes_of
from dragoman.grounding.facing import facing
from dragoman.reading.report import Participant, Report, Span
from dragoman.vocabulary import FORMS

MAY_SHARE = {"attack", "criticism", "appeal", "protest"}


def member(at: int, code: str | None, basis: str, confidence: float) -> Participant:
    told = {"country": code, "basis": basis, "country_confidence": 0.9} if code else {}
    return Participant("x", at, at + 1, confidence=confidence, **told)  # type: ignore[arg-type]


MEMBERS = st.builds(
    member,
    st.integers(0, 90),
    st.sampled_from(["NOR", "PER", "TCD", None]),
    st.sampled_from(["name", "likeliest"]),
    st.floats(0.1, 1.0),
)
SIDES = st.lists(MEMBERS, max_size=4).map(tuple)
REPORTS = st.builds(
    lambda form, a, b, confidence: Report(
        FORMS[form].type, form, "occurred", "other", False, Span("met", 40, 43), a=a, b=b, confidence=confidence
    ),
    st.sampled_from(sorted(FORMS)),
    SIDES,
    SIDES,
    st.floats(0.1, 1.0),
)


@given(REPORTS)
def test_whoever_is_alone_on_a_side_is_not_on_the_other(report: Report) -> None:
    found = facing(report)
    a, b = codes_of(found.a), codes_of(found.b)
    if report.form not in MAY_SHARE and a != b:
        assert not (len(a) == 1 and a < b)
        assert not (len(b) == 1 and b < a)
    if report.form != "attack" and report.confidence > 0.9:
        assert not (len(a) == 1 and a == b)


@given(REPORTS)
def test_nobody_comes_in_and_nothing_is_done_twice(report: Report) -> None:
    found = facing(report)
    assert codes_of((*found.a, *found.b)) <= codes_of((*report.a, *report.b))
    assert facing(found) == found
