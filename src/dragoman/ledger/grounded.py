"""What grounding says beyond the country and the days of a report: coordinates, and how an undated act was dated.

In: a grounded place or date, and the rows of it. Out: the rows, and the place or date as the ledger gives it back.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from dragoman.ledger.rows import Dating, Whereabouts

if TYPE_CHECKING:
    import sqlalchemy as sa

    from dragoman.reading.report import Place, When


#: Fields of a place that grounding fills in.
PLACED = ("name", "country", "latitude", "longitude", "precision", "basis", "confidence")


def place_row(report: int, place: Place) -> dict[str, Any]:
    """The row of a report's place."""
    return {"report": report, **{name: getattr(place, name) for name in PLACED}}


def dating_row(report: int, when: When) -> dict[str, Any]:
    """The row of the date of a report whose document has none."""
    constraints = [
        {"kind": each.kind, "text": each.text, "says": each.says, "source": each.source} for each in when.constraints
    ]
    candidates = [[first.isoformat(), last.isoformat()] for first, last in when.candidates]
    return {
        "report": report,
        "inferred": when.inferred,
        "constraints": json.dumps(constraints, ensure_ascii=False),
        "candidates": json.dumps(candidates),
    }


def whereabouts(row: sa.Row[Any]) -> Whereabouts:
    """The place of a report out of its row."""
    values = dict(row._mapping)
    values.pop("report")
    return Whereabouts(**values)


def dating(row: sa.Row[Any]) -> Dating:
    """The date of a report out of its row."""
    return Dating(
        inferred=row.inferred,
        constraints=tuple(json.loads(row.constraints)),
        candidates=tuple(
            (date.fromisoformat(first), date.fromisoformat(last)) for first, last in json.loads(row.candidates)
        ),
    )
