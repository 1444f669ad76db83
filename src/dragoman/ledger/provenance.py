"""What each value of an event rests on. In: the event, its reports and their spans, the judgements. Out: `Provenance`.

A value that several reports have rests on all of them; one that a person set, on the judgement.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dragoman.ledger.rows import Provenance
from dragoman.ledger.sides import side_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import sqlalchemy as sa

    from dragoman.ledger.judging import Judged

#: Each field, and the role of the evidence that shows it.
SHOWN_BY = {
    "form": "trigger",
    "status": "trigger",
    "channel": "trigger",
    "background": "trigger",
    "first": "date",
    "last": "date",
    "place": "place",
    "place_country": "place",
    "occasion": "occasion",
}


def provenance(
    event: sa.Row[Any],
    told: Sequence[sa.Row[Any]],
    members: Mapping[int, Sequence[sa.Row[Any]]],
    shown: Mapping[int, Sequence[sa.Row[Any]]],
    judged: Sequence[Judged],
    around: frozenset[int],
) -> Iterator[Provenance]:
    """Of each value of an event, field by field; `around` has the reports that turn its sides round."""
    set_by = {field: one.key for one in judged if one.kind == "set" for field in one.value}
    for field, role in SHOWN_BY.items():
        value = getattr(event, field)
        if value is None:
            continue
        if field in set_by:
            yield Provenance(field, _text(value), judgement=set_by[field])
            continue
        for report in told:
            if getattr(report, field) == value:
                for span in shown[report.key]:
                    if span.role == role:
                        yield _of_span(field, _text(value), report, span)
    for side in ("a", "b"):
        yield from _side(side, event, told, members, set_by, around)
    for one in judged:
        if one.kind in ("right", "wrong") and one.kind == event.verdict:
            yield Provenance("verdict", one.kind, judgement=one.key)


def _side(
    side: str,
    event: sa.Row[Any],
    told: Sequence[sa.Row[Any]],
    members: Mapping[int, Sequence[sa.Row[Any]]],
    set_by: Mapping[str, int],
    around: frozenset[int],
) -> Iterator[Provenance]:
    codes = json.loads(getattr(event, side))
    if side in set_by:
        for code in codes:
            yield Provenance(side, code, judgement=set_by[side])
        return
    for code in codes:
        for report in told:
            for member in members[report.key]:
                if side_of(member, report.key, around) == side and member.country == code:
                    yield _of_span(side, code, report, member)


def _of_span(field: str, value: str, report: sa.Row[Any], span: sa.Row[Any]) -> Provenance:
    return Provenance(field, value, report.document_id, span.start, span.end, span.text, report.reader)


def _text(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
