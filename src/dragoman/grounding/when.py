"""Resolves an expression of time to days. In: the expression in its document. Out: first and last day, or None.

Every expression keeps the precision that it has: a month is its first to its last day, "earlier this week" goes
from Monday to the day of publication. It is resolved against the day of publication, else against a date in the
dateline; "the same day" against the date named before it. What cannot be resolved stays so: "recently", or
"Tuesday" in a document without a date. The families of expressions (`absolute`, `relative`) are tried in turn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.grounding import absolute, relative
from dragoman.grounding.moments import Days, Moment, dateline, is_future

if TYPE_CHECKING:
    from datetime import date

    from dragoman.documents.document import Document

_FAMILIES = (
    absolute.holidays,
    absolute.anniversaries,
    absolute.dates,
    lambda moment: relative.same_day(moment, _elsewhere),
    relative.weekdays,
    relative.ago,
    relative.past,
    absolute.months,
    relative.calendar,
    relative.today,
    relative.day_of_month,
    absolute.years,
)


def resolve_when(text: str, start: int, end: int, document: Document) -> Days | None:
    """First and last day, inclusive, that `text` (document.text[start:end]) means; None where that is open."""
    return resolve_moment(moment_of(text, start, end, document, document.published or dateline(document.text)))


def moment_of(text: str, start: int, end: int, document: Document, today: date | None) -> Moment:
    """What the expression is resolved against, were `today` the day of publication."""
    said = " ".join(text.lower().replace("’", "'").split())
    return Moment(said, today, is_future(document.text, start, end), document, start, end)


def resolve_moment(moment: Moment) -> Days | None:
    """The days that an expression means against its moment."""
    if absolute.another_matter(moment):
        return None
    for family in _FAMILIES:
        try:
            found = family(moment)
        except (ValueError, OverflowError):
            return None  # 30 February, or a year beyond the calendar
        if found is not None:
            return found
    return None


def _elsewhere(text: str, start: int, end: int, moment: Moment) -> Days | None:
    """The days of another expression of the same document, against the same day."""
    return resolve_moment(moment_of(text, start, end, moment.document, moment.today))
