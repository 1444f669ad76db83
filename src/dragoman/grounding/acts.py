"""How many acts a document tells of. In: grounded reports. Out: one for each act.

The reader joins mentions by their wording; what they stand for shows more: two reports of one form between the same
countries, whose days and persons do not speak against it, tell of one act. And one word may tell of several: who
visits Chad and Peru pays two visits. What something went without is none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.grounding.added import codes_of, firsts
from dragoman.grounding.stops import parted
from dragoman.reading.report import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dragoman.reading.report import Participant, Report

#: What one gathering is made of: "meetings, photo exhibitions and film shows in Chad", told within so many characters.
_GATHERINGS = {"ceremony", "cultural_event"}
_LIST = 40
#: Before the word for what did not come about: "parted without an | agreement".
_WITHOUT = re.compile(r"\bwithout\s+(?:(?:an?|any|its|his|her|their)\s+)?$")
#: How far after the word for a visit a further country is looked for, in characters.
_TOGETHER = 80


def told(reports: Iterable[Report], text: str) -> list[Report]:
    """Reports without those of which a text says only that it went without them."""
    return [
        report
        for report in reports
        if report.also or not _WITHOUT.search(text, max(0, report.trigger.start - 20), report.trigger.start)
    ]


def joined(reports: Sequence[Report]) -> tuple[Report, ...]:
    """Reports in the order of the text, those of one act joined into the surest of them."""
    acts: list[Report] = []
    for report in sorted(reports, key=lambda report: (-report.confidence, report.trigger.start)):
        for number, act in enumerate(acts):
            if _one_act(act, report):
                acts[number] = _with(act, report)
                break
        else:
            acts.append(report)
    return tuple(sorted(_one_phrase(acts), key=lambda report: report.trigger.start))


def _one_phrase(acts: Sequence[Report]) -> list[Report]:
    """Reports, the surest first, without those whose word goes on with a surer one: "war" of "war exercises"."""
    kept: list[Report] = []
    for act in acts:
        if not any(_goes_on(act, other) for other in kept):
            kept.append(act)
    return kept


def _goes_on(one: Report, other: Report) -> bool:
    """Whether the triggers of two reports between the same countries stand side by side, as parts of one phrase."""
    second = max(one, other, key=lambda report: report.trigger.start)
    return (
        _gap(one, other) == 1
        and not second.trigger.text.startswith("and ")
        and one.form != other.form
        and codes_of((*one.a, *one.b)) == codes_of((*other.a, *other.b))
    )


def _gap(one: Report, other: Report) -> int:
    """How many characters stand between the triggers of two reports."""
    first, second = sorted((one.trigger, other.trigger), key=lambda trigger: trigger.start)
    return second.start - first.end


def apart(reports: Iterable[Report], text: str) -> list[Report]:
    """Reports of which each visit is of one country, and to one.

    The trigger of a further visit reaches to the country visited ("visited Chad and Peru"), or from whoever pays it
    ("Peru visited"), so that each has its own.
    """
    out: list[Report] = []
    for report in reports:
        if report.form == "visit":
            out += [each for visit in _visits(report, text) for each in _visitors(visit, text)]
        else:
            out.append(report)
    return out


def _visitors(report: Report, text: str) -> list[Report]:
    """A visit for each country of those who pay it, where they are told of before the word for it."""
    if all(member.kind == "country" for member in report.a):
        return [report]
    first, at = firsts(report.a), report.trigger.start
    further = [code for code in list(first)[1:] if first[code].end <= at and not parted(text, first[code].end, at)]
    if not further:
        return [report]
    visits = [replace(report, a=tuple(member for member in report.a if member.country not in further))]
    for code in further:
        start, end = first[code].start, report.trigger.end
        members = tuple(member for member in report.a if member.country == code)
        visits.append(replace(report, trigger=Span(text[start:end], start, end), also=(), a=members))
    return visits


def _visits(report: Report, text: str) -> list[Report]:
    hosts = list(firsts(report.b).values())[1:]
    further = [host for host in hosts if _told_together(report, host, text)]
    if not further:
        return [report]
    taken = {host.country for host in further}
    there = report.place if report.place and report.place.country not in taken else None
    visits = [replace(report, b=tuple(member for member in report.b if member.country not in taken), place=there)]
    for host in further:
        trigger = Span(text[report.trigger.start : host.end], report.trigger.start, host.end)
        members = tuple(member for member in report.b if member.country in (host.country, None))
        own = report.place if report.place and report.place.country == host.country else None
        visits.append(replace(report, trigger=trigger, also=(), b=members, place=own))
    return visits


def _told_together(report: Report, member: Participant, text: str) -> bool:
    """Whether a member of side b stands after the word for the visit, in its sentence."""
    end = report.trigger.end
    return end <= member.start <= end + _TOGETHER and not parted(text, end, member.start)


def _one_act(act: Report, other: Report) -> bool:
    one_form = act.form == other.form or ({act.form, other.form} == _GATHERINGS and _gap(act, other) <= _LIST)
    if not one_form or act.status != other.status:
        return False
    codes, others = codes_of((*act.a, *act.b)), codes_of((*other.a, *other.b))
    if not codes or codes != others:
        return False
    if act.date and other.date and (act.date.first, act.date.last) != (other.date.first, other.date.last):
        return False
    names, theirs = _names((*act.a, *act.b)), _names((*other.a, *other.b))
    return not (names and theirs) or bool(names & theirs)


def _with(act: Report, other: Report) -> Report:
    """The act with what another mention of it adds."""
    also = {(span.start, span.end): span for span in (*act.also, other.trigger, *other.also)}
    sources = {(span.start, span.end): span for span in (*act.reported_by, *other.reported_by)}
    return replace(
        act,
        also=tuple(span for _, span in sorted(also.items())),
        reported_by=tuple(span for _, span in sorted(sources.items())),
        b=act.b or tuple(member for member in other.b if member.country not in codes_of(act.a)),
        place=act.place or other.place,
        date=act.date or other.date,
        # With a day of long ago it is one of long ago.
        background=act.background or (act.date is None and other.date is not None and other.background),
        occasion=act.occasion or other.occasion,
    )


def _names(members: Iterable[Participant]) -> frozenset[str]:
    """Last words of the names of persons."""
    return frozenset(member.name.split()[-1].casefold() for member in members if member.name and member.name.strip())
