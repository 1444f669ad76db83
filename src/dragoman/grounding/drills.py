"""Whose a military exercise is that is known by name. In: a resolved report and its scene. Out: the report.

Texts name "the Key Resolve drill" and leave out who holds it, or name him far away; reading then takes whoever stands
near, often those at whom it is aimed. The table (`data/drills.csv`) holds the drills and whose they are.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from dragoman.grounding.added import added, codes_of, those_of
from dragoman.vocabulary.tables import rows, several

if TYPE_CHECKING:
    from dragoman.grounding.scenes import Scene
    from dragoman.reading.report import Report

_DRILLS = frozenset({"exercise", "joint_exercise"})
#: The confidence of a holder whom reading did not see.
_DOUBT = 0.6


def held(report: Report, scene: Scene) -> Report:
    """The report of a drill with its holders as sides, where its sentence names it; others as they are."""
    if report.form not in _DRILLS:
        return report
    pattern, known = _names()
    start, end = scene.sentence(report.trigger.start)
    found = list(pattern.finditer(scene.document.text, start, end))
    if not found:
        return report
    drill = min(found, key=lambda match: abs(match.start() - report.trigger.start))
    holders = known[drill.group()]
    doers = codes_of(report.a)
    if doers | codes_of(report.b) == set(holders):
        return report
    if report.form == "exercise" and doers and doers <= set(holders):
        return report  # one of them alone, in drills of which this is an example
    sides = [
        those_of(code, report) or (added(scene, *drill.span(), code, "name", confidence=_DOUBT),) for code in holders
    ]
    if len(sides) == 1:
        others = tuple(member for member in (*report.b, *report.a) if member.country not in holders)
        return replace(report, a=sides[0], b=others)
    return replace(report, a=sides[0], b=tuple(member for side in sides[1:] for member in side))


@cache
def _names() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """All names, the longest first, and the holders of each."""
    known = {
        name: several(row["countries"])
        for row in rows("drills.csv", "dragoman.grounding.data")
        for name in several(row["names"])
    }
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(known, key=len, reverse=True)))})(?!\w)"), known
