"""Events as rows of an event database: tab-separated, CAMEO codes, one row for each pair of actors.

Columns have GDELT's names where they mean what GDELT's mean (GDELT Event Codebook 2.0); actors are coded as in
Phoenix: country, then sector. docs/exchange.md says what each holds. What was cancelled or denied has no CAMEO code,
and an event database has no row without a day: such events give no rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.exchange.codes import quads, sector
from dragoman.vocabulary import cameo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.ledger import EventRow
    from dragoman.ledger.tellings import Member, Tellings

COLUMNS = (
    "GlobalEventID",
    "Day",
    "MonthYear",
    "Year",
    "EndDay",
    "Actor1Code",
    "Actor1Name",
    "Actor1CountryCode",
    "Actor1Type1Code",
    "Actor2Code",
    "Actor2Name",
    "Actor2CountryCode",
    "Actor2Type1Code",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "ActionGeo_FullName",
    "ActionGeo_CountryCode",
    "DateFirstReported",
    "Sources",
    "SourceURLs",
)


def header() -> str:
    """The line of headings."""
    return "\t".join(COLUMNS) + "\n"


def lines(event: EventRow, tellings: Tellings) -> Iterator[str]:
    """One line for each country of side a with each other one of side b; none where CAMEO has no code."""
    coded = cameo(event.form, event.status)
    if coded is None or event.first is None or event.last is None:
        return
    outlets = sorted({source.outlet for source in tellings.sources if source.outlet})
    days = sorted(source.published for source in tellings.sources if source.published)
    shared = {
        "Day": f"{event.first:%Y%m%d}",
        "MonthYear": f"{event.first:%Y%m}",
        "Year": f"{event.first:%Y}",
        "EndDay": f"{event.last:%Y%m%d}",
        "EventCode": coded.code,
        "EventBaseCode": coded.code[:3],
        "EventRootCode": coded.code[:2],
        "QuadClass": str(quads("cameo")[coded.code[:2]]),
        "GoldsteinScale": str(coded.goldstein),
        "NumMentions": str(event.reports),
        "NumSources": str(len(outlets) or 1),
        "NumArticles": str(event.documents),
        "ActionGeo_FullName": event.place or "",
        "ActionGeo_CountryCode": event.place_country or "",
        "DateFirstReported": f"{days[0]:%Y%m%d}" if days else "",
        "Sources": ";".join(outlets),
        "SourceURLs": ";".join(sorted({source.url for source in tellings.sources if source.url})),
    }
    pairs = [(a, b) for a in event.a or ("",) for b in event.b or ("",) if a or b]
    # A country stands beside itself only where it stands beside no other.
    pairs = [(a, b) for a, b in pairs if a != b] or pairs
    for number, (a, b) in enumerate(pairs, 1):
        one, other = _actor(a, "a", tellings), _actor(b, "b", tellings)
        row = {"GlobalEventID": event.id if len(pairs) == 1 else f"{event.id}-{number}", **shared}
        row |= {f"Actor1{name}": value for name, value in one.items()}
        row |= {f"Actor2{name}": value for name, value in other.items()}
        yield "\t".join(_clean(row[column]) for column in COLUMNS) + "\n"


def _actor(code: str, side: str, tellings: Tellings) -> dict[str, str]:
    mine = [member for member in tellings.members if member.side == side and member.country == code]
    best = min(mine, key=_order, default=None)
    kind = (sector(best) if best else None) or ""
    name = (best.name or best.text) if best else ""
    return {"Code": code + kind, "Name": name, "CountryCode": code, "Type1Code": kind}


def _order(member: Member) -> tuple[int, bool]:
    return member.rank or 9, member.name is None


def _clean(value: str) -> str:
    """A value on one line without tabs, which would be columns of their own."""
    return " ".join(value.split())
