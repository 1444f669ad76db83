"""What several formats share: classes of events, and actor codes as event databases write them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dragoman.vocabulary.tables import rows

if TYPE_CHECKING:
    from dragoman.ledger.tellings import Member

#: From this protocol rank up (a smaller number) a person with a country acts for its government.
GOVERNMENT = 3


@cache
def quads(scheme: str) -> dict[str, int]:
    """Class (1 to 4) by code of a scheme: "cameo" (root codes) or "plover" (types)."""
    return {
        row["code"]: int(row["quad"]) for row in rows("quad.csv", "dragoman.exchange.data") if row["scheme"] == scheme
    }


def sector(member: Member) -> str | None:
    """GOV for a state itself and for its officials from vice-ministers and ambassadors up; None where unknown."""
    if member.kind == "country" or (member.rank is not None and member.rank <= GOVERNMENT):
        return "GOV"
    return None
