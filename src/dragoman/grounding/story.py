"""What the reports of one document say of each other. In: grounded reports, in order. Out: fewer, fuller ones.

A story of a state agency tells of one occasion: day and place stand in its first sentences, and what is said and done
there is told in those that follow. A report that gives no day or place of its own has those of the report before it
where both are made in the same way; the day also of a meeting at which a letter was adopted or a gift was given.
Newspapers mix occasions, so that only the place of what was done face to face is carried there. Measured on annotated
documents (`benchmarks/quality.py`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.grounding.added import codes_of
from dragoman.grounding.scenes import STATE_MEDIA
from dragoman.vocabulary import HAPPENED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dragoman.reading.report import Report

#: Forms that are of their own time, whatever stands before them.
_APART = frozenset({"visit", "exercise", "joint_exercise", "aid", "cooperation", "relations", "attack", "seizure"})
#: Channels of a report and of one after it that has its day seven times in ten or more, of those that were annotated in
#: the training documents where the later gives no day of its own. Letters are of many days.
_OF_ONE_DAY = frozenset(
    {(channel, channel) for channel in ("in_person", "remote", "media", "material", "force", "other")}
    | {("in_person", "written"), ("written", "in_person"), ("in_person", "material"), ("material", "written")}
    | {("other", "media")}
)
#: Share of the days and places carried on so that are right, counted on the training documents and those held out.
DAY_CARRIED, PLACE_CARRIED = 0.8, 0.65
#: How sure a report between people of one country must be, and one that names a single country and nobody else: of
#: those less sure one in six is right.
CERTAIN, ALONE = 0.87, 0.7


def across(reports: Iterable[Report]) -> list[Report]:
    """Reports without those that cross no border, unless they are sure enough to be odd.

    Both sides are known to be of one country, or the one that is known has nobody to face.
    """
    return [
        report
        for report in reports
        if report.confidence >= (CERTAIN if _domestic(report) else ALONE if _alone(report) else 0.0)
    ]


def carried(reports: Sequence[Report], home: str | None) -> list[Report]:
    """Reports with the day and the place that those before them tell for them too; `home`: the outlet's country."""
    out: list[Report] = []
    for report in reports:
        if home in STATE_MEDIA and report.date is None and report.form not in _APART:
            before = next((other for other in reversed(out) if _of_one_day(other, report) and other.date), None)
            if before is not None:
                report = replace(report, date=before.date, confidences=replace(report.confidences, date=DAY_CARRIED))
        if report.place is None and _stays(report, home):
            there = next((other for other in reversed(out) if _same_way(other, report) and other.place), None)
            if there is not None:
                confidences = replace(report.confidences, place=PLACE_CARRIED)
                report = replace(report, place=there.place, confidences=confidences)
        out.append(report)
    return out


def _stays(report: Report, home: str | None) -> bool:
    """Whether an act is likely to be where the one before was; visits and meetings in newspapers are elsewhere."""
    if report.channel != "in_person" or report.form in _APART:
        return False
    return home in STATE_MEDIA or report.type != "CONSULT"


def _same_way(one: Report, other: Report) -> bool:
    return one.channel == other.channel and _of_one_story(one, other)


def _of_one_day(one: Report, other: Report) -> bool:
    return (one.channel, other.channel) in _OF_ONE_DAY and _of_one_story(one, other)


def _of_one_story(one: Report, other: Report) -> bool:
    return not (one.background or other.background) and one.status in HAPPENED and other.status in HAPPENED


def _alone(report: Report) -> bool:
    return len(codes_of((*report.a, *report.b))) == 1 and not (report.a and report.b)


def _domestic(report: Report) -> bool:
    a, b = codes_of(report.a), codes_of(report.b)
    return len(a) == 1 and a == b
