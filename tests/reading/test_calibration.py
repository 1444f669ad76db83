"""Confidences that mean what they say: scores weighed with a few signs of their report."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading.calibration import Calibration, kind_of
from dragoman.reading.report import Confidences, Participant, Place, Report, Span

REPORT = Report(
    "CONSULT",
    "visit",
    "occurred",
    "in_person",
    background=False,
    trigger=Span("visited", 10, 17),
    a=(Participant("Dahl", 0, 4, confidence=0.7),),
    b=(Participant("Peru", 18, 22, confidence=0.6),),
    confidence=0.6,
    confidences=Confidences(form=0.9, place=0.3),
)
EVENT = Calibration({"event": {"always": 0.0, "score": 1.0, "form": 0.0, "also": 0.7, "one side": -0.8}})


def test_without_weights_scores_stay() -> None:
    assert Calibration({}).report(REPORT) == REPORT


def test_several_words_for_an_act_make_it_surer_and_an_empty_side_less_so() -> None:
    plain, told_twice, alone = (
        EVENT.report(report).confidence
        for report in (REPORT, replace(REPORT, also=(Span("trip", 30, 34),)), replace(REPORT, b=()))
    )
    assert plain == pytest.approx(0.6)
    assert alone < plain < told_twice


def test_a_place_that_is_given_and_one_that_is_not_are_weighed_apart() -> None:
    weighed = Calibration({"no place": {"always": 2.0, "score": 0.0}})
    assert weighed.report(REPORT).confidences.place == pytest.approx(0.881, abs=0.001)
    placed = replace(REPORT, place=Place("Lima", 25, 29))
    assert weighed.report(placed).confidences.place == placed.confidences.place
    assert (kind_of("place", placed), kind_of("date", placed), kind_of("form", placed)) == ("place", "no date", "form")


@given(st.floats(0, 1), st.floats(-9, 9), st.floats(-9, 9))
def test_a_calibrated_confidence_is_a_probability(score: float, always: float, slope: float) -> None:
    weighed = Calibration({"event": {"always": always, "score": slope}})
    assert 0.0 <= weighed.report(replace(REPORT, confidence=score)).confidence <= 1.0
