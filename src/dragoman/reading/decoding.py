"""From the model's scores to reports and quotations. In: a window's text and logits. Out: plain values."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from dragoman.reading.candidates import Candidate, softmax, view
from dragoman.reading.labels import CHANNELS, FORMS, KINDS, QUOTATION, SIDES, SPANS, STATUSES, TRIGGERS
from dragoman.reading.report import Participant, Place, Quote, Report, Span, When

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from dragoman.reading.network import Framed
    from dragoman.reading.windows import Window

    Floats = NDArray[np.float32]

#: Columns of the role logits that mean "none", one for each group.
_NONE = [0, *(len(SIDES) + 3 * number for number in range(len(SPANS)))]
#: Most participants on one side of a report.
MOST = 6
#: How many pieces from a person's name its office is looked for.
_REACH = 24


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where scores become statements; tuned on the development documents (`training/evaluate.py --tune`)."""

    trigger: float = 0.3
    """Least probability that pieces are a trigger for them to become a candidate."""
    main: float = 0.5
    """Least probability that a candidate is the main mention of an act."""
    same: float = 0.5
    """Least mean probability of telling of one act for two mentions to be one report."""
    quotation: float = 0.5
    nobody: float = -1.2
    """Added to the logit of "none" in the roles a and b: above 0, fewer participants."""
    participant: float = 0.3
    """Least probability of a piece to be of a participant."""
    further: float = 0.7
    """Least probability of the second and further participants of a side."""
    nothing: float = 0.0
    """The same for place, date, occasion and reported_by."""


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
        elif verdicts[row, 0] < 0.5:
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
        # A mention elsewhere may say who the other side was where the main one does not.
        more = _sides(text, window, other, framed, tags, thresholds)
        sides = [mine or theirs for mine, theirs in zip(sides, more, strict=True)]
    sides = _apart(*sides)
    if not sides[0]:
        sides = [sides[1], []]
    if not sides[0]:
        return None
    # What the main mention leaves open, another mention of the same act may say.
    mentions = [act, *(other for other in act.also if other.candidate.form == act.candidate.form)]
    told = [_spans(text, window, framed.roles[mention.row], thresholds.nothing) for mention in mentions]
    spans = told[0]
    if FORMS[form].channel != "media":
        for found in told:
            found["date"] = [(span, sure) for span, sure in found["date"] if not _REPORTING.search(text, 0, span.start)]
    place, date, occasion = (
        next((best for found in told if (best := _best(found[role])) is not None), None)
        for role in ("place", "date", "occasion")
    )
    return Report(
        type=FORMS[form].type,
        form=form,
        status=STATUSES[int(framed.status[act.row].argmax())],
        channel=CHANNELS[int(framed.channel[act.row].argmax())],
        background=bool(framed.background[act.row].argmax()),
        trigger=_span(text, window, act.candidate.pieces),
        also=tuple(sorted((_span(text, window, other.candidate.pieces) for other in act.also), key=_start)),
        a=tuple(sides[0][:MOST]),
        b=tuple(sides[1][:MOST]),
        place=Place(place.text, place.start, place.end) if place else None,
        date=When(date.text, date.start, date.end) if date else None,
        occasion=occasion,
        reported_by=tuple(span for span, _ in spans["reported_by"]),
        confidence=act.main,
    )


def _start(span: Span) -> int:
    return span.start


def _span(text: str, window: Window, pieces: Sequence[int] | NDArray[np.int64]) -> Span:
    start, end = int(window.starts[pieces[0]]), int(window.ends[pieces[-1]])
    return Span(text[start:end], start, end)


def _runs(window: Window, labels: NDArray[np.int64], begin: int) -> Iterator[list[int]]:
    """Runs of pieces tagged `begin` and `begin + 1` (inside), grown to whole words.

    A "begin" between two capitalised words does not part them: it is a slip within one name.
    """
    run: list[int] = []
    for piece in np.flatnonzero((labels == begin) | (labels == begin + 1)).tolist():
        if window.starts[piece] < 0:
            continue
        within = window.shapes[piece] == 6 or (window.shapes[piece] == 2 and window.shapes[piece - 1] in (2, 6))
        if run and piece == run[-1] + 1 and (labels[piece] == begin + 1 or within):
            run.append(piece)
            continue
        if run:
            yield _grow(window, run)
        run = [piece]
    if run:
        yield _grow(window, run)


def _grow(window: Window, run: list[int]) -> list[int]:
    first, last = run[0], run[-1]
    while window.shapes[first] == 6:
        first -= 1
    while last + 1 < len(window.shapes) and window.shapes[last + 1] == 6:
        last += 1
    return list(range(first, last + 1))


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
    for found in _runs(window, labels, 1):
        run = _trimmed(text, window, _whole_name(text, window, found, tags, mention))
        if not run:
            continue
        side = int(by_side[:, found].mean(-1).argmax())
        if runs and runs[-1][1] == side and _one_phrase(text, window, runs[-1][0], run):
            runs[-1] = (list(range(runs[-1][0][0], max(run[-1], runs[-1][0][-1]) + 1)), side)
        else:
            runs.append((run, side))
    sides: list[list[Participant]] = [[], []]
    for run, side in runs:
        sides[side].append(_participant(text, window, run, tags, float(by_side[side, run].mean())))
    return [_sure(members, thresholds.further) for members in sides]


def _sure(members: list[Participant], further: float) -> list[Participant]:
    """The surest participant of a side, and those others that are at least `further` sure."""
    surest = max((member.confidence for member in members), default=0.0)
    return [member for member in members if member.confidence >= min(surest, further)]


def _one_phrase(text: str, window: Window, run: list[int], other: list[int]) -> bool:
    """Whether two runs are pieces of one phrase: "chairman" and "Committee" of "chairman of the Committee"."""
    if other[0] <= run[-1]:
        return True
    return _WITHIN.fullmatch(text, window.ends[run[-1]], window.starts[other[0]]) is not None


_WITHIN = re.compile(r"\s?|-|['’]s?\s?| of (?:the )?")


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


def _whole_name(text: str, window: Window, run: list[int], tags: Floats, mention: _Mention) -> list[int]:
    """The run with the rest of a person's name that it cuts; only capitalised words can be that.

    The word that names the act is none of it, and in a headline where every word has a capital these say nothing.
    """
    goes_on = (tags[: len(window.shapes), :3].argmax(-1) == 2) & np.isin(window.shapes, (2, 3, 6))
    goes_on[mention.candidate.pieces] = False
    written = window.shapes[window.sentence == window.sentence[run[0]]]
    telling = np.count_nonzero(written == 1) > np.count_nonzero(written == 2) / 2
    first, last = run[0], run[-1]
    while window.shapes[first] in (2, 3):
        before = _word_before(window, first)
        if before in mention.candidate.pieces:
            break
        if window.shapes[before] in (2, 3) and (goes_on[first] or (telling and _joined(text, window, before, first))):
            first = before
        else:
            break
    while last + 1 < len(goes_on) and goes_on[last + 1] and window.shapes[last] in (2, 3, 6):
        last += 1
    return _abbreviated(text, window, _grow(window, [first, last]))


#: "U.S.": one word in several pieces, with its last mark.
_ABBREVIATION = re.compile(r"(?<![\w.])(?:[A-Z]\.){2,}")


def _abbreviated(text: str, window: Window, run: list[int]) -> list[int]:
    """The run with the rest of an abbreviation that it cuts at either end."""
    first, last = run[0], run[-1]
    begin, end = int(window.starts[first]), int(window.ends[last])
    for found in _ABBREVIATION.finditer(text, max(0, begin - 8), end + 8):
        while found.start() < window.starts[first] < found.end() and window.starts[first - 1] >= found.start():
            first -= 1
        while found.start() < window.ends[last] < found.end() and 0 < window.ends[last + 1] <= found.end():
            last += 1
    return list(range(first, last + 1))


def _word_before(window: Window, piece: int) -> int:
    """The first piece of the word before the one that begins at `piece`."""
    before = piece - 1
    while window.shapes[before] == 6:
        before -= 1
    return before


def _joined(text: str, window: Window, before: int, piece: int) -> bool:
    """Whether a capitalised word goes on the word before it: only a space parts them, and both are of a name."""
    word = text[window.starts[before] : window.ends[piece - 1]]
    between = text[window.ends[piece - 1] : window.starts[piece]]
    return window.starts[before] >= 0 and between == " " and word.lower() not in _CAPITALISED


_CAPITALISED = frozenset(
    "the on in at a an and but for after when while as by of to from with that this monday tuesday wednesday "
    "thursday friday saturday sunday january february march april may june july august september october november "
    "december earlier later meanwhile also then speaking".split()
)


def _trimmed(text: str, window: Window, run: list[int]) -> list[int]:
    """The run without what no name begins or ends with: articles, prepositions, marks."""

    def loose(piece: int) -> bool:
        start, end = window.starts[piece], window.ends[piece]
        if window.shapes[piece] == 6 or (piece + 1 < len(window.shapes) and window.shapes[piece + 1] == 6):
            return False
        written = text[start:end]
        if written.lower() == "s":
            return text[start - 1 : start] in ("'", "’")
        return written.lower() in _LOOSE or not any(c.isalnum() for c in written)

    first, last = 0, len(run)
    while first < last and loose(run[first]):
        first += 1
    while last > first and loose(run[last - 1]):
        if _ENDS_SHORT.search(text, window.starts[run[0]], window.ends[run[last - 1]]):
            break
        last -= 1
    return run[first:last]


_ENDS_SHORT = re.compile(r"(?<!\w)(?:[A-Z]\.){2,}$")
_LOOSE = frozenset("a an the of and or in on at to by for from with as is was its his her their which who that".split())


def _participant(text: str, window: Window, run: list[int], tags: Floats, confidence: float) -> Participant:
    span = _span(text, window, run)
    names = tags[:, :3].argmax(-1)
    titles = tags[:, 3:6].argmax(-1)
    kind = KINDS[int(tags[run, 6:].mean(0).argmax())]
    inside = np.zeros_like(names)
    inside[run] = names[run]
    name_runs = list(_runs(window, inside, 1)) if kind == "person" or inside.any() else []
    name_run = max(name_runs, key=len) if name_runs else None
    name = (
        _span(text, window, name_run).text if name_run and name_run[0] >= run[0] and name_run[-1] <= run[-1] else None
    )
    title = _office(text, window, run, titles) if kind == "person" else None
    return Participant(span.text, span.start, span.end, name=name, title=title, kind=kind, confidence=confidence)


#: What may stand between an office and the phrase that names its holder, before it and after it.
_BEFORE = re.compile(r"\s*,?\s*(?:Mr\.?|Mrs\.?|Ms\.?|Dr\.?)?\s*")
_AFTER = re.compile(r"\s*[,(]\s*(?:(?:the|a|an|its|their|his|her|who is|currently|newly appointed)\s+)?|\s+(?:as|the)\s+")


def _office(text: str, window: Window, run: list[int], titles: NDArray[np.int64]) -> str | None:
    """The office inside the phrase, else the one right before or after it ("Im Chon Il, vice-minister of …")."""
    start, end = int(window.starts[run[0]]), int(window.ends[run[-1]])
    first = max(1, run[0] - _REACH)
    near = np.zeros_like(titles)
    near[first : run[-1] + _REACH] = titles[first : run[-1] + _REACH]
    best: tuple[int, int, str] | None = None
    for found in _runs(window, near, 1):
        office = _span(text, window, found)
        if office.start < end and start < office.end:
            nearness = 2
        elif office.end <= start and _BEFORE.fullmatch(text, office.end, start):
            nearness = 1
        elif office.start >= end and _AFTER.fullmatch(text, end, office.start):
            nearness = 1
        else:
            continue
        best = max(best or (0, 0, ""), (nearness, len(found), office.text))
    return best[2] if best else None


def _spans(text: str, window: Window, roles: Floats, nothing: float) -> dict[str, list[tuple[Span, float]]]:
    """Spans of each group of `SPANS` with their mean probability."""
    found: dict[str, list[tuple[Span, float]]] = {}
    for number, role in enumerate(SPANS):
        first = len(SIDES) + 3 * number
        logits = roles[:, first : first + 3].copy()
        logits[:, 0] += nothing
        probabilities = softmax(logits)
        runs = [_trimmed(text, window, run) for run in _runs(window, logits.argmax(-1), 1)]
        found[role] = [(_span(text, window, run), float(1.0 - probabilities[run, 0].mean())) for run in runs if run]
    return found


def _best(spans: list[tuple[Span, float]]) -> Span | None:
    return max(spans, key=lambda pair: pair[1])[0] if spans else None


def _quote(text: str, window: Window, candidate: Candidate, roles: Floats) -> Quote:
    span = _span(text, window, candidate.pieces)
    logits = roles[:, : len(SIDES)]
    probabilities = softmax(logits)
    runs = [(run, float(probabilities[run, 1:3].sum(-1).mean())) for run in _runs(window, logits.argmax(-1), 1)]
    if not runs:
        return Quote(span.text, span.start, span.end)
    speaker = _span(text, window, max(runs, key=lambda pair: pair[1])[0])
    return Quote(span.text, span.start, span.end, speaker=speaker.text, speaker_span=speaker)
