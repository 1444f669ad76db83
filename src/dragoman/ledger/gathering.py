"""One event of its reports: what most of them say, what people corrected, and how many sources stand behind it.

In: the reports of a cluster as the ledger keeps them, and the judgements on it. Out: the row of the event.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from dragoman.documents.likeness import COPY, likeness
from dragoman.ledger.rule import rule
from dragoman.ledger.sides import side_of, turned
from dragoman.ledger.words import folded
from dragoman.vocabulary import FORMS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from dragoman.ledger.telling import Telling

#: Fields that are as most reports have them.
COMMON = ("type", "form", "channel", "background", "place", "place_country", "occasion")
_AHEAD = ("proposed", "planned")
_DONE = ("ongoing", "occurred")
_json = json.JSONEncoder(ensure_ascii=False).encode


class Part(NamedTuple):
    """A participant as the ledger keeps it."""

    side: str
    country: str | None
    name: str | None
    text: str
    rank: int | None


@dataclass(frozen=True, slots=True)
class Kept:
    """A report as the ledger keeps it, with what merging and gathering need of its document."""

    key: int
    event: str | None
    """The event that it was of until now."""
    type: str
    form: str
    status: str
    channel: str
    background: bool
    confidence: float
    first: str | None
    """Days are ISO text."""
    last: str | None
    place: str | None
    place_country: str | None
    occasion: str | None
    published: str | None
    signature: str
    """Of the document's text."""
    members: tuple[Part, ...]
    telling: Telling


def surest_first(reports: Sequence[Kept]) -> list[Kept]:
    """Reports by confidence, the earliest first among equals."""
    return sorted(reports, key=lambda report: (-report.confidence, report.telling.key))


def status_of(told: Sequence[tuple[str | None, str]]) -> list[tuple[str | None, str]]:
    """What became of an act: its statuses with the days of publication on which they were first told, in order.

    `told` has day and status of each report. An act that was told as done is not planned again because a later report
    says so; one that was cancelled may still take place; a denial ends nothing, but stands where all deny.
    """
    if len(told) == 1:
        return list(told)
    steps: list[tuple[str | None, str]] = []
    for day in sorted({day for day, _ in told}, key=lambda day: day or "9999"):
        said = Counter(status for published, status in told if published == day)
        current = steps[-1][1] if steps else None
        status = _of_a_day(said, current)
        if status and status != current:
            steps.append((day, status))
    return steps


def _of_a_day(said: Counter[str], current: str | None) -> str | None:
    for status in ("occurred", "ongoing"):
        if said[status]:
            return current if current == "occurred" else status
    if current in _DONE:
        return current
    if said["cancelled"]:
        return "cancelled"
    for status in ("planned", "proposed"):
        if said[status]:
            return current if status == "proposed" and current == "planned" else status
    return current or ("denied" if said["denied"] else None)


def independent(reports: Sequence[Kept]) -> int:
    """How many sources tell it that do not copy each other: stories of one outlet, and near-duplicates, are one."""
    documents = {report.telling.document: (report.telling.outlet, report.signature) for report in reports}
    if len(documents) == 1:
        return 1
    groups: list[list[tuple[str | None, str]]] = []
    for one in documents.values():
        same = [group for group in groups if any(_copies(one, other) for other in group)]
        for group in same:
            groups.remove(group)
        groups.append([one, *(other for group in same for other in group)])
    return len(groups)


def _copies(one: tuple[str | None, str], other: tuple[str | None, str]) -> bool:
    if one[0] is not None and one[0] == other[0]:
        return True
    return likeness(one[1], other[1]) >= COPY


def event_row(
    reports: Sequence[Kept],
    corrected: Mapping[str, Any],
    verdict: str | None,
    aliases: Mapping[str, str],
    taken: set[str],
) -> dict[str, Any]:
    """The row of the event that `reports`, in the order of their keys, tell of.

    `corrected` has the fields that people set, `aliases` the names of persons by the folded names that are theirs too,
    `taken` the ids of other events: a new one is added.
    """
    order = surest_first(reports)

    row: dict[str, Any] = {name: _most([getattr(report, name) for report in order]) for name in COMMON}
    row["status"] = status_of([(report.published, report.status) for report in reports])[-1][1]
    dated = [(report.first, report.last) for report in order if report.first and report.last]
    row["first"], row["last"] = agreed_days(dated, lasting=row["form"] in rule().lasting) if dated else (None, None)
    row["told"] = min((report.published for report in reports if report.published), default=None)
    sides, names = _sides(row["form"], order, aliases)
    # Who is honoured in a ceremony need not have come, nor be alive.
    came = "a" if row["form"] == "ceremony" else "ab"
    ranks = [member.rank for report in reports for member in report.members if member.rank and member.side in came]
    unsure = 1.0
    for report in reports:
        unsure *= 1.0 - report.confidence
    row |= {
        "a": _json(sides["a"]),
        "b": _json(sides["b"]),
        "a_names": _json(names["a"][:6]),
        "b_names": _json(names["b"][:6]),
        "rank": min(ranks) if ranks else None,
        "reports": len(reports),
        "documents": len({report.telling.document for report in reports}),
        "independent": independent(reports),
        "confidence": round(1.0 - unsure, 4),
        "verdict": verdict,
    }
    for field, value in corrected.items():
        row[field] = _json(value) if field in ("a", "b") else value
    if "form" in corrected:
        row["type"] = FORMS[row["form"]].type
    row["id"] = event_id(reports[0].telling, taken)
    taken.add(row["id"])
    return row


def _most(told: Sequence[Any]) -> Any:
    """What most reports say, of equals the first; None where none says anything."""
    if len(told) == 1:
        return told[0]
    said = [value for value in told if value is not None]
    if not said or said.count(said[0]) == len(said):
        return said[0] if said else None
    return Counter(said).most_common(1)[0][0]


def agreed_days(ranges: Sequence[tuple[str, str]], *, lasting: bool) -> tuple[str, str]:
    """The first and last day (ISO) on which reports agree best.

    `ranges` has those that the reports give, one or more, the surest report's first. Each that is given is weighed by
    how far all reports agree with it: of an act of one day by the share of its days that a report allows, so that "on
    Tuesday" is taken before "in August"; of one that is `lasting` by the likeness (Jaccard) of the days, so that one
    day of it is not taken for all. Of equals the narrowest. One report dated wrongly does not outweigh twenty.
    """
    told = Counter(ranges)
    if len(told) == 1:
        return ranges[0]
    spans = {days: (date.fromisoformat(days[0]).toordinal(), date.fromisoformat(days[1]).toordinal()) for days in told}
    numbered = sorted((span, told[days]) for days, span in spans.items())

    def agreement(days: tuple[str, str]) -> float:
        first, last = spans[days]
        total = 0.0
        for (begin, end), number in numbered:
            common = max(0, min(last, end) - max(first, begin) + 1)
            total += number * common / ((max(last, end) - min(first, begin) if lasting else last - first) + 1)
        return round(total, 9)

    # Of equals max takes the first, and `told` keeps the order of the reports.
    return max(told, key=lambda days: (agreement(days), spans[days][0] - spans[days][1]))


def event_id(first: Telling, taken: Collection[str] = ()) -> str:
    """The id of the event whose earliest report is `first`, none of `taken`."""
    day, document, start, form, _ = first.key
    made = hashlib.sha256(f"{day}\x00{document}\x00{start}\x00{form}".encode()).hexdigest()
    # Eight figures are short to type; where they are taken, the next eight do.
    return next(made[at : at + 8] for at in range(56) if made[at : at + 8] not in taken)


def _sides(
    form: str, order: Sequence[Kept], aliases: Mapping[str, str]
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    codes: dict[str, list[str]] = {"a": [], "b": []}
    names: dict[str, dict[str, str]] = {"a": {}, "b": {}}
    around = turned(form, {report.key: report.members for report in order})
    for number, report in enumerate(order):
        for member in report.members:
            side = side_of(member, report.key, around)
            if member.country and member.country not in codes[side]:
                codes[side].append(member.country)
            shown = member.name or member.text
            if number == 0 or member.name:
                shown = aliases.get(folded(shown), shown)
                names[side].setdefault(folded(shown), shown)
    return codes, {side: list(found.values()) for side, found in names.items()}
