"""The sides of a report of one text, as grounding tells them."""

from __future__ import annotations

from typing import Any

from dragoman.documents import Document
from dragoman.grounding import Grounder
from dragoman.reading.report import Participant, Reading, Report, Span


def grounded(
    text: str,
    trigger: str,
    a: str,
    b: str | None = None,
    *,
    outlet: str | None = None,
    kind: str = "organization",
    **more: Any,
) -> Report:
    """A grounded report of `text`, of which reading marked these phrases; `kind` is that of side a."""

    def side(phrase: str | None, kind: str = "organization") -> tuple[Participant, ...]:
        if phrase is None:
            return ()
        start = text.index(phrase)
        return (Participant(phrase, start, start + len(phrase), kind=kind),)

    start = text.index(trigger)
    plain = {"type": "ACCUSE", "form": "criticism", "status": "occurred", "channel": "media", "background": False}
    report = Report(trigger=Span(trigger, start, start + len(trigger)), a=side(a, kind), b=side(b), **{**plain, **more})
    return Grounder().resolve(Document("d", text, outlet=outlet), Reading("d", (report,))).reports[0]


def sides(
    text: str, trigger: str, a: str, b: str | None = None, *, outlet: str | None = None, **more: Any
) -> tuple[list[str | None], list[str | None]]:
    """The countries of both its sides."""
    found = grounded(text, trigger, a, b, outlet=outlet, **more)
    return [member.country for member in found.a], [member.country for member in found.b]
