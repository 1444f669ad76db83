"""From scores to reports: scripted logits in, plain values out."""

from __future__ import annotations

import numpy as np
import pytest

from dragoman.reading.candidates import Candidate, triggers
from dragoman.reading.decoding import Thresholds, decode
from dragoman.reading.labels import CHANNELS, KINDS, QUOTATION, ROLES, SIDES, SPANS, STATUSES, TAGS, TRIGGERS
from dragoman.reading.network import Framed
from dragoman.reading.windows import PUNCTUATION, Window

TEXT = "Envoy Ana Ruiz visited Oslo on Monday and praised Norway ."
WORDS = TEXT.split()


@pytest.fixture
def window() -> Window:
    starts = [-1]
    ends = [-1]
    at = 0
    for word in WORDS:
        starts.append(TEXT.index(word, at))
        ends.append(starts[-1] + len(word))
        at = ends[-1]
    starts.append(-1)
    ends.append(-1)
    size = len(starts)
    return Window(
        ids=np.arange(size),
        starts=np.array(starts),
        ends=np.array(ends),
        shapes=np.array([0, *([1] * len(WORDS)), 0]),
        sentence=np.array([-1, *([0] * len(WORDS)), -1]),
        owned=(0, 1),
    )


def piece(word: str) -> int:
    return WORDS.index(word) + 1


def scripted(window: Window, candidates: int) -> Framed:
    """Scores that say "main report, none of the roles filled" of each candidate."""
    roles = np.zeros((candidates, len(window.ids), ROLES), np.float32)
    roles[..., 0] = 6.0
    for group in range(4):
        roles[..., len(SIDES) + 3 * group] = 3.0
    verdict = np.tile(np.array([0.0, 0.0, 9.0], np.float32), (candidates, 1))
    status = np.eye(len(STATUSES), dtype=np.float32)[[0] * candidates]
    channel = np.eye(len(CHANNELS), dtype=np.float32)[[0] * candidates]
    background = np.tile(np.array([9.0, 0.0], np.float32), (candidates, 1))
    return Framed(roles, verdict, status, channel, background, np.full((candidates, candidates), -9.0, np.float32))


def candidate(word: str, form: str) -> Candidate:
    return Candidate(np.array([piece(word)]), TRIGGERS.index(form), 0.9)


def no_tags(window: Window) -> np.ndarray:
    tags = np.zeros((len(window.ids), TAGS), np.float32)
    tags[:, [0, 3]] = 5.0
    tags[:, 6 + KINDS.index("country")] = 1.0
    return tags


def test_roles_become_participants_place_and_date(window: Window) -> None:
    framed = scripted(window, 1)
    for word, tag in (("Envoy", 1), ("Ana", 2), ("Ruiz", 2), ("Norway", 3)):
        framed.roles[0, piece(word), tag] = 9.0
    framed.roles[0, piece("Oslo"), len(SIDES) + 1] = 9.0
    framed.roles[0, piece("Monday"), len(SIDES) + 4] = 9.0
    tags = no_tags(window)
    tags[piece("Ana"), 1] = tags[piece("Ruiz"), 2] = tags[piece("Envoy"), 4] = 9.0
    tags[piece("Envoy") : piece("Ruiz") + 1, 6 + KINDS.index("person")] = 9.0
    reports, quotes = decode(TEXT, window, [candidate("visited", "visit")], framed, tags, Thresholds())
    (report,) = reports
    assert not quotes
    assert (report.type, report.form, report.trigger.text) == ("CONSULT", "visit", "visited")
    (ana,) = report.a
    assert (ana.text, ana.name, ana.title, ana.kind) == ("Envoy Ana Ruiz", "Ana Ruiz", "Envoy", "person")
    assert [p.text for p in report.b] == ["Norway"]
    assert report.place is not None
    assert report.place.text == "Oslo"
    assert report.date is not None
    assert TEXT[report.date.start : report.date.end] == "Monday"


@pytest.mark.parametrize(("channel", "placed"), [("in_person", True), ("written", False)])
def test_a_doubtful_place_of_a_letter_is_none(window: Window, channel: str, placed: bool) -> None:
    framed = scripted(window, 1)
    framed.roles[0, piece("Envoy"), 1] = 9.0
    framed.roles[0, piece("Oslo"), len(SIDES) + 1] = 3.2
    framed.channel[0] = 9.0 * np.eye(len(CHANNELS), dtype=np.float32)[CHANNELS.index(channel)]
    reports, _ = decode(
        TEXT,
        window,
        [candidate("visited", "visit")],
        framed,
        np.zeros((len(window.ids), TAGS), np.float32),
        Thresholds(nothing=0.0),
    )
    assert (reports[0].place is not None) is placed


def test_two_mentions_of_one_act_are_one_report(window: Window) -> None:
    framed = scripted(window, 2)
    framed.roles[:, piece("Norway"), 1] = 9.0
    framed.same[0, 1] = framed.same[1, 0] = 9.0
    found = [candidate("visited", "visit"), candidate("praised", "visit")]
    reports, _ = decode(TEXT, window, found, framed, no_tags(window), Thresholds())
    assert [(r.trigger.text, [s.text for s in r.also]) for r in reports] == [("visited", ["praised"])]


def test_who_reports_an_act_may_stand_beside_another_mention_of_it(window: Window) -> None:
    framed = scripted(window, 2)
    framed.roles[:, piece("Norway"), 1] = 9.0
    framed.roles[1, piece("Envoy"), len(SIDES) + 3 * SPANS.index("reported_by") + 1] = 9.0
    framed.same[0, 1] = framed.same[1, 0] = 9.0
    found = [candidate("visited", "visit"), candidate("praised", "visit")]
    (report,), _ = decode(TEXT, window, found, framed, no_tags(window), Thresholds())
    assert [span.text for span in report.reported_by] == ["Envoy"]


def test_mentions_of_different_types_are_never_one_report(window: Window) -> None:
    framed = scripted(window, 2)
    framed.roles[:, piece("Norway"), 1] = 9.0
    framed.same[0, 1] = framed.same[1, 0] = 9.0
    found = [candidate("visited", "visit"), candidate("praised", "praise")]
    reports, _ = decode(TEXT, window, found, framed, no_tags(window), Thresholds())
    assert sorted(r.form for r in reports) == ["praise", "visit"]


def test_what_is_judged_nothing_or_has_no_participant_is_not_reported(window: Window) -> None:
    framed = scripted(window, 2)
    framed.roles[0, piece("Norway"), 1] = 9.0
    framed.verdict[0] = [9.0, 0.0, 0.0]
    found = [candidate("visited", "visit"), candidate("praised", "praise")]
    reports, _ = decode(TEXT, window, found, framed, no_tags(window), Thresholds())
    assert reports == []


def test_a_quotation_takes_its_speaker_from_side_a(window: Window) -> None:
    framed = scripted(window, 1)
    framed.roles[0, piece("Ana"), 1] = framed.roles[0, piece("Ruiz"), 2] = 9.0
    said = Candidate(np.array([piece("praised"), piece("Norway")]), QUOTATION, 1.0)
    _, (quote,) = decode(TEXT, window, [said], framed, no_tags(window), Thresholds())
    assert (quote.text, quote.speaker) == ("praised Norway", "Ana Ruiz")


def test_triggers_are_runs_of_likely_pieces_of_one_form(window: Window) -> None:
    logits = np.zeros((len(window.ids), len(TRIGGERS)), np.float32)
    logits[:, 0] = 8.0
    for word, form in (("visited", "visit"), ("praised", "praise"), ("Norway", "praise")):
        logits[piece(word), TRIGGERS.index(form)] = 16.0
    found = triggers(window, logits, 0.5)
    named = {(TRIGGERS[c.form], tuple(WORDS[p - 1] for p in c.pieces.tolist())) for c in found}
    assert named == {("visit", ("visited",)), ("praise", ("praised", "Norway"))}


def test_a_trigger_does_not_begin_with_punctuation(window: Window) -> None:
    window.shapes[piece("and")] = PUNCTUATION
    logits = np.zeros((len(window.ids), len(TRIGGERS)), np.float32)
    logits[:, 0] = 8.0
    for word in ("and", "praised"):
        logits[piece(word), TRIGGERS.index("praise")] = 16.0
    (found,) = triggers(window, logits, 0.5)
    assert found.pieces.tolist() == [piece("praised")]
