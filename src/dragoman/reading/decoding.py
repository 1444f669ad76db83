"""From the model's scores to reports and quotations. In: a window's text and logits. Out: plain values."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from dragoman.reading import phrases
from dragoman.reading.candidates import Candidate, softmax, view
from dragoman.reading.labels import CHANNELS, FORMS, KINDS, QUOTATION, SIDES, SPANS, STATUSES, TRIGGERS
from dragoman.reading.report import Confidences, Participant, Place, Quote, Report, Span, When

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dragoman.reading.network import Framed
    from dragoman.reading.windows import Window

    Floats = NDArray[np.float32]

#: Columns of the role logits that mean "none", one for each group.
_NONE = [0, *(len(SIDES) + 3 * number for number in range(len(SPANS)))]
#: By how much another mention of an act must be surer of a side than the main one, to be believed instead.
LEAD = 0.15


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where scores become statements; tuned on documents kept out of training (`training/tune.py`)."""

    trigger: float = 0.5
    """Least probability that pieces are a trigger for them to become a candidate."""
    main: float = 0.35
    """Least probability that a candidate is the main mention of an act."""
    same: float = 0.5
    """Least mean probability of telling of one act for two mentions to be one report."""
    quotation: float = 0.5
    nobody: float = -0.6
    """Added to the logit of "none" in the roles a and b: above 0, fewer participants."""
    participant: float = 0.2
    """Least probability of a piece to be of a participant."""
    further: float = 0.7
    """Least probability of the second and further participants of a side."""
    compatriot: float = 0.5
    """The same for those of the same country as another of that side."""
    nothing: float = -0.7
    """The same for place, date, occasion and reported_by."""
    anywhere: float = 0.6
    """Least probability of a place of what was said, written, sent or done from afar."""


#: Channels whose acts are mostly given no place: a statement is where it is read.
_ANYWHERE = frozenset({"media", "written", "material", "other", "remote"})
#: A date right after such a verb is that of the report, not of an act that the report tells of.
_REPORTING = re.compile(
    r"\b(?:reported|said|announced|told \w+|according to [\w ]{3,40})\s+(?:on\s+|late\s+|early\s+)?$", re.I
)


@dataclass(slots=True)
class _Mention:
    candidate: Candidate
    row: int
    main: float
    also: list[_Mention] = field(default_factory=list)


def decode(
    text: str, window: Window, candidates: Sequence[Candidate], framed: Framed, tags: Floats, thresholds: Thresholds
) -> tuple[list[Report], list[Quote]]:
    """Reports and quotations of one window.

    `framed` holds the rows of this window's `candidates` only; `tags` is [T, TAGS].
    """
    framed = framed._replace(roles=_whole(window, candidates, framed.roles))
    verdicts = softmax(framed.verdict)
    mentions = []
    quotes = []
    for row, candidate in enumerate(candidates):
        if candidate.form == QUOTATION:
            if verdicts[row, 2] >= thresholds.quotation:
                quotes.append(_quote(text, window, candidate, framed.roles[row]))
        elif verdicts[row, 0] < 0.5 and any(map(str.isalnum, phrases.span(text, window, candidate.pieces).text)):
            mentions.append(_Mention(candidate, row, float(verdicts[row, 2])))
    acts = _cluster(mentions, framed.same, thresholds)
    reports = [_report(text, window, act, framed, tags, thresholds) for act in acts]
    return [report for report in reports if report is not None], quotes


def _whole(window: Window, candidates: Sequence[Candidate], roles: Floats) -> Floats:
    """Role logits of each candidate's view, laid out over the whole window: outside it, "none"."""
    whole = np.zeros((len(candidates), len(window.ids), roles.shape[-1]), np.float32)
    whole[..., _NONE] = 20.0
    for row, candidate in enumerate(candidates):
        first = view(window, candidate.pieces)
        here = min(roles.shape[1], len(window.ids) - first)
        whole[row, first : first + here] = roles[row, :here]
    return whole


def _cluster(mentions: Sequence[_Mention], same: Floats, thresholds: Thresholds) -> list[_Mention]:
    """The main mention of each act, with the other mentions of it in `also`."""
    acts: list[_Mention] = []
    probability = 1.0 / (1.0 + np.exp(-same))
    for mention in sorted(mentions, key=lambda mention: -mention.main):
        best, most = None, thresholds.same
        for act in acts:
            kind = FORMS[TRIGGERS[act.candidate.form]].type
            if kind != FORMS[TRIGGERS[mention.candidate.form]].type:
                continue
            members = [act.row, *(other.row for other in act.also)]
            likeness = float(probability[mention.row, members].mean())
            if likeness >= most:
                best, most = act, likeness
        if best is not None:
            best.also.append(mention)
        elif mention.main >= thresholds.main:
            acts.append(mention)
    return acts


def _report(
    text: str, window: Window, act: _Mention, framed: Framed, tags: Floats, thresholds: Thresholds
) -> Report | None:
    """The report of one act; None where nobody takes part in it."""
    form = TRIGGERS[act.candidate.form]
    sides = _sides(text, window, act, framed, tags, thresholds)
    for other in act.also:
        # A mention elsewhere may say who a side was where the main one does not, or hardly does.
        more = _sides(text, window, other, framed, tags, thresholds)
        sides = [
            mine if _surest(mine) >= _surest(theirs) - LEAD else theirs
            for mine, theirs in zip(sides, more, strict=True)
        ]
    sides = _apart(*sides)
    if not sides[0]:
        sides = [sides[1], []]
    if not sides[0]:
        return None
    # What the main mention leaves open, another mention of the same act may say.
    mentions = [act, *(other for other in act.also if other.candidate.form == act.candidate.form)]
    told = [_spans(text, window, framed.roles[mention.row], thresholds.nothing) for mention in mentions]
    if FORMS[form].channel != "media":
        for found in told:
            found["date"] = [(span, sure) for span, sure in found["date"] if not _REPORTING.search(text, 0, span.start)]
    place, date, occasion = (_best([found[role] for found in told]) for role in ("place", "date", "occasion"))
    status, channel, background = (
        softmax(logits[act.row]) for logits in (framed.status, framed.channel, framed.background)
    )
    if place is not None and CHANNELS[int(channel.argmax())] in _ANYWHERE and place[1] < thresholds.anywhere:
        place = None
    empty = {role: _absent(framed.roles[act.row], role) for role in ("place", "date")}
    return Report(
        type=FORMS[form].type,
        form=form,
        status=STATUSES[int(status.argmax())],
        channel=CHANNELS[int(channel.argmax())],
        background=bool(background.argmax()),
        trigger=phrases.span(text, window, act.candidate.pieces),
        also=tuple(sorted((phrases.span(text, window, other.candidate.pieces) for other in act.also), key=_start)),
        a=tuple(sides[0]),
        b=tuple(sides[1]),
        place=Place(place[0].text, place[0].start, place[0].end) if place else None,
        date=When(date[0].text, date[0].start, date[0].end) if date else None,
        occasion=occasion[0] if occasion else None,
        reported_by=next(
            (tuple(span for span, _ in found["reported_by"]) for found in told if found["reported_by"]), ()
        ),
        confidence=act.main,
        confidences=Confidences(
            form=act.candidate.form_probability,
            status=float(status.max()),
            channel=float(channel.max()),
            background=float(background.max()),
            place=place[1] if place else empty["place"],
            date=date[1] if date else empty["date"],
        ),
    )


def _start(span: Span) -> int:
    return span.start


def _sides(
    text: str, window: Window, mention: _Mention, framed: Framed, tags: Floats, thresholds: Thresholds
) -> list[list[Participant]]:
    """The participants of each side, as one mention tells them.

    Where a participant begins and ends is asked of both sides together, and only then on which side it stands: what
    is one phrase is on one side.
    """
    logits = framed.roles[mention.row, :, : len(SIDES)].copy()
    logits[:, 0] += thresholds.nobody
    probabilities = softmax(logits)
    begin, inside = probabilities[:, 1] + probabilities[:, 3], probabilities[:, 2] + probabilities[:, 4]
    labels = np.where(begin + inside < thresholds.participant, 0, np.where(begin >= inside, 1, 2))
    by_side = np.stack([probabilities[:, 1:3].sum(-1), probabilities[:, 3:5].sum(-1)])
    runs: list[tuple[list[int], int]] = []
    for found in phrases.runs(window, labels, 1):
        run = phrases.trimmed(text, window, phrases.whole_name(text, window, found, tags, mention.candidate.pieces))
        if not run:
            continue
        side = int(by_side[:, found].mean(-1).argmax())
        if runs and runs[-1][1] == side and phrases.one_phrase(text, window, runs[-1][0], run):
            runs[-1] = (list(range(runs[-1][0][0], max(run[-1], runs[-1][0][-1]) + 1)), side)
        else:
            runs.append((run, side))
    sides: list[list[Participant]] = [[], []]
    for run, side in runs:
        sides[side].append(_participant(text, window, run, tags, float(by_side[side, run].mean())))
    return [_sure(members, thresholds) for members in sides]


def _surest(members: list[Participant]) -> float:
    """The confidence of the surest of a side; 0 where it has nobody."""
    return max((member.confidence for member in members), default=0.0)


def _sure(members: list[Participant], thresholds: Thresholds) -> list[Participant]:
    """The surest participant of a side, and those others that are sure enough, or are so beside a compatriot."""
    least = min(_surest(members), thresholds.further)
    return [
        member if member.confidence >= least else replace(member, doubtful=True)
        for member in members
        if member.confidence >= min(least, thresholds.compatriot)
    ]


def _apart(a: list[Participant], b: list[Participant]) -> list[list[Participant]]:
    """The two sides with each participant once, on the side and at the place where it is surest.

    A phrase that is part of a longer one ("officials" beside "Peruvian officials") is the longer one.
    """
    best: dict[str, tuple[float, Participant]] = {}
    for member in (*a, *b):
        key = (member.name or member.text).casefold()
        if key not in best or member.confidence > best[key][0]:
            best[key] = (member.confidence, member)
    whole = {key for key in best if not any(key != other and f" {key} " in f" {other} " for other in best)}
    kept = {id(best[key][1]) for key in whole}
    return [[member for member in members if id(member) in kept] for members in (a, b)]


def _participant(text: str, window: Window, run: list[int], tags: Floats, confidence: float) -> Participant:
    span = phrases.span(text, window, run)
    names = tags[:, :3].argmax(-1)
    titles = tags[:, 3:6].argmax(-1)
    kind = KINDS[int(tags[run, 6:].mean(0).argmax())]
    inside = np.zeros_like(names)
    inside[run] = names[run]
    name_runs = list(phrases.runs(window, inside, 1)) if kind == "person" or inside.any() else []
    name_run = max(name_runs, key=len) if name_runs else None
    name = (
        phrases.span(text, window, name_run).text
        if name_run and name_run[0] >= run[0] and name_run[-1] <= run[-1]
        else None
    )
    title = phrases.office(text, window, run, titles) if kind == "person" else None
    return Participant(span.text, span.start, span.end, name=name, title=title, kind=kind, confidence=confidence)


def _spans(text: str, window: Window, roles: Floats, nothing: float) -> dict[str, list[tuple[Span, float]]]:
    """Spans of each group of `SPANS` with their mean probability."""
    found: dict[str, list[tuple[Span, float]]] = {}
    for number, role in enumerate(SPANS):
        first = len(SIDES) + 3 * number
        logits = roles[:, first : first + 3].copy()
        logits[:, 0] += nothing
        probabilities = softmax(logits)
        runs = [phrases.trimmed(text, window, run) for run in phrases.runs(window, logits.argmax(-1), 1)]
        found[role] = [
            (phrases.span(text, window, run), float(1.0 - probabilities[run, 0].mean())) for run in runs if run
        ]
    return found


def _best(told: list[list[tuple[Span, float]]]) -> tuple[Span, float] | None:
    """The surest span of the first mention that has any, with its probability."""
    return next((max(spans, key=lambda pair: pair[1]) for spans in told if spans), None)


def _absent(roles: Floats, role: str) -> float:
    """How sure it is that no piece fills a role: the least probability of "none" of any piece."""
    first = len(SIDES) + 3 * SPANS.index(role)
    return float(softmax(roles[:, first : first + 3])[:, 0].min())


def _quote(text: str, window: Window, candidate: Candidate, roles: Floats) -> Quote:
    span = phrases.span(text, window, candidate.pieces)
    logits = roles[:, : len(SIDES)]
    probabilities = softmax(logits)
    runs = [(run, float(probabilities[run, 1:3].sum(-1).mean())) for run in phrases.runs(window, logits.argmax(-1), 1)]
    if not runs:
        return Quote(span.text, span.start, span.end)
    speaker = phrases.span(text, window, max(runs, key=lambda pair: pair[1])[0])
    return Quote(span.text, span.start, span.end, speaker=speaker.text, speaker_span=speaker)
