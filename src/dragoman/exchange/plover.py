"""Events as PLOVER records, one JSON object each, with the fields of the PLOVER manual (chapter "JSON Data Fields").

Source: Open Event Data Alliance, "PLOVER: Political Language Ontology for Verifiable Event Records", draft 0.7b1,
2021; types as in Halterman et al. 2023. docs/exchange.md says what each field holds. PLOVER has no record for what was
cancelled or denied, nor without a day: such events give None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dragoman.exchange.codes import quads, sector
from dragoman.vocabulary import FORMS, cameo, countries, plover

if TYPE_CHECKING:
    from dragoman.ledger import EventRow
    from dragoman.ledger.tellings import Member, Tellings

#: The codebook that records follow, as `cite_info` names it.
CODEBOOK = "plover-0.7b1"


def record(event: EventRow, tellings: Tellings) -> dict[str, Any] | None:
    """The record of an event; None where PLOVER has none."""
    act, coded = plover(event.form, event.status), cameo(event.form, event.status)
    if act is None or coded is None or event.first is None:
        return None
    sides = {side: [_actor(member) for member in tellings.members if member.side == side] for side in ("a", "b")}
    if FORMS[event.form].equals:
        # "All of the actors are considered as the source and no recipient is included" ("Reciprocal Actors").
        sides = {"a": sides["a"] + sides["b"], "b": []}
    found: dict[str, Any] = {
        "id": event.id,
        "date": event.first.isoformat(),
        "enddate": event.last.isoformat() if event.last and event.last != event.first else None,
        "source": sides["a"],
        "recipient": sides["b"],
        "event": [act[0]],
        "mode": [act[1]] if act[1] else [],
        "quad_code": quads("plover")[act[0]],
        "event_scale": coded.goldstein,
        "event_loc": _place(event),
        "event_text": sorted({source.trigger for source in tellings.sources}),
        "text_info": [
            {"document": source.document, "start": source.start, "end": source.end} for source in tellings.sources
        ],
        "cite_info": [_citation(source) for source in tellings.sources],
        "coder": "dragoman",
        # Beyond the manual, which invites fields of one's own: what its categories do not hold.
        "form": event.form,
        "status": event.status,
        "channel": event.channel,
        "background": event.background,
        "rank": event.rank,
        "occasion": event.occasion,
        "reports": event.reports,
        "documents": event.documents,
        "confidence": event.confidence,
    }
    return {name: value for name, value in found.items() if value not in (None, [], {})}


def _actor(member: Member) -> dict[str, Any]:
    found = {
        "code": member.country,
        "sector": sector(member),
        "actor_text": member.text,
        "identifier_text": member.name,
        "office": member.title,
    }
    return {name: value for name, value in found.items() if value is not None}


def _place(event: EventRow) -> dict[str, Any]:
    found = {"name": event.place, "cc3": event.place_country if event.place_country in countries() else None}
    return {name: value for name, value in found.items() if value is not None}


def _citation(source: Any) -> dict[str, Any]:
    found = {
        "citation": source.document,
        "publication": source.outlet,
        "published": source.published.isoformat() if source.published else None,
        "title": source.title,
        "url": source.url,
        "language": source.language,
        "coder": f"dragoman {source.reader}",
        "codebook": CODEBOOK,
    }
    return {name: value for name, value in found.items() if value is not None}
