"""Items of a list are read alone. In: a report as reading gave it, and the text. Out: what its own item tells.

A state agency's review of the day's papers is one line an item: whoever stands in the next line has no part in it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.reading.report import Report

_ITEM = re.compile(r"^[ \t]*[-•*][ \t]*\w", re.M)
#: So many lines make a list; one alone may be somebody's words.
_LIST = 3


def of_its_item(report: Report, text: str) -> Report:
    """The report without what stands in other lines than its word, where that is an item of a list."""
    start, end = text.rfind("\n", 0, report.trigger.start) + 1, text.find("\n", report.trigger.start)
    end = len(text) if end < 0 else end
    if _ITEM.match(text, start) is None or len(_ITEM.findall(text)) < _LIST:
        return report

    def here(at: int) -> bool:
        return start <= at < end

    return replace(
        report,
        a=tuple(member for member in report.a if here(member.start)),
        b=tuple(member for member in report.b if here(member.start)),
        place=report.place if report.place and here(report.place.start) else None,
        occasion=report.occasion if report.occasion and here(report.occasion.start) else None,
    )
