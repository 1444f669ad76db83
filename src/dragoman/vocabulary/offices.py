"""Protocol rank of an office, from `data/offices.csv`."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from dragoman.vocabulary.tables import rows

#: The rank of an office that the table does not know.
OTHER = 5


@cache
def _offices() -> list[tuple[re.Pattern[str], int]]:
    return [(re.compile(_pattern(row["office"])), int(row["rank"])) for row in rows("offices.csv")]


def _pattern(office: str) -> str:
    words = (
        r"(?:\S+\s+){0,8}?" if word == "…" else "(?:" + "|".join(map(re.escape, word.split("/"))) + r")(?![\w'])\W*"
        for word in office.split()
    )
    return r"(?<![\w-])" + "".join(words)


@lru_cache(maxsize=65_536)
def rank_of(title: str) -> int:
    """Rank of the office that `title` names: 1, head of state or government, to 5, other.

    "Vice Foreign Minister" → 3; "president of the Presidium of the Supreme People's Assembly" → 1.
    """
    words = re.sub(r"(?<=\b[Vv]ice)-|(?<=\b[Dd]eputy)-", " ", title).lower().replace("’", "'")
    return next((rank for pattern, rank in _offices() if pattern.search(words)), OTHER)
