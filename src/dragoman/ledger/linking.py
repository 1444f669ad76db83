"""Which reports may be of one event, and how likely that is.

In: tellings. Out: links, pairs with their log-odds. Only reports that share a block and whose windows of days meet are
compared, so that the cost grows with how much is told of two countries in a few days, not with the ledger.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from dragoman.ledger.comparing import COMPARISONS
from dragoman.ledger.comparing.dates import days_apart
from dragoman.ledger.comparing.names import names
from dragoman.ledger.comparing.outlets import outlets
from dragoman.ledger.comparing.participants import doers, own
from dragoman.ledger.comparing.places import places
from dragoman.ledger.rule import rule
from dragoman.vocabulary import FORMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dragoman.ledger.rule import Rule
    from dragoman.ledger.telling import Telling

#: How many days reports of one act may miss each other: of a day, by an error; of a stay or a drill, by its length.
MISSED = timedelta(days=1)
LASTS = timedelta(days=9)
#: Days of two reports of one stay or drill are not further apart than this.
LONGEST = 15
#: Words that tell of many acts, and so of none: "ceaseless drills".
REPEATED = frozenset(
    "ceaseless ceaselessly unceasing incessant incessantly endless frequent frequently successive succession regularly "
    "yearly annually countless decades every".split()
)
#: Where those who act agree so well, other persons' names are those of bystanders.
AGREED = 0.85
#: Reports published so many days apart are compared whatever days they give.
NEWS = timedelta(days=2)
#: Acts that lie so many days from their publication are news still: others may tell of them without a day.
RECENT = timedelta(days=21)


_iso = lru_cache(maxsize=4096)(date.isoformat)


class Block(NamedTuple):
    """Where a report looks for others of its event: a key, and the days within which they must lie."""

    key: str
    first: date
    last: date
    wide: bool = False
    """The key is of one country and the report has others too: it is there only for reports that have no other."""


def blocks(telling: Telling) -> list[Block]:
    """The blocks of a report: for each country and each two of its countries, by its days.

    Reports of one document are compared besides, whatever they share.
    """
    found: list[Block] = []
    lasting = telling.form in rule().lasting
    # Acts that go on are mostly told of in passing, where readers miss those who act.
    codes = sorted(telling.countries | telling.spoken if lasting else telling.countries)
    if not codes:
        return found
    days = _days(telling, LASTS if lasting else MISSED)
    if days is None:
        return found
    lone = len(codes) == 1
    travellers = sorted(_travellers(telling)) if lasting else ()
    for family in rule().families_of(telling.form):
        found += [Block(f"{family}:{one}:{other}", *days) for one, other in combinations(codes, 2)]
        found += [Block(f"{family}:{code}", *days, not lone) for code in codes]
        found += [Block(f"{family}:{who}", *days) for who in travellers]
    return found


def _travellers(telling: Telling) -> set[str]:
    """Those who act, by name or by what they are called: whither they go is often misread, or left out."""
    who = [telling.parties[number] for number in telling.sides[0]]
    called = {f"{one.country}:{one.name or ' '.join(sorted(own(one.words)))}" for one in who if one.country}
    # One word ("delegation", "army") names nobody.
    return {name for name in called if " " in name}


def block_rows(report: int, telling: Telling) -> list[dict[str, Any]]:
    """The blocks of a report as the ledger keeps them."""
    return [
        {"report": report, "block": block.key, "first": _iso(block.first), "last": _iso(block.last), "wide": block.wide}
        for block in blocks(telling)
    ]


def _days(telling: Telling, slack: timedelta) -> tuple[date, date] | None:
    """The days of the act, as far as they may have been mistaken, and of news of it where it is news."""
    act = telling.window()
    news = (telling.published - NEWS, telling.published) if telling.published else None
    if act is None or news is None:
        return news if act is None else (act[0] - slack, act[1] + slack)
    first, last = act[0] - slack, act[1] + slack
    if first - news[1] <= RECENT and news[0] - last <= RECENT:
        return min(first, news[0]), max(last, news[1])
    # Days of long ago that the sentence itself does not give are mostly those of something else in the text.
    return (first, last) if telling.dated else news


def comparable(one: Telling, other: Telling) -> bool:
    """Whether two reports of one block may be of one event at all."""
    if not rule().alike(one, other):
        return False
    mine, theirs = one.countries | one.spoken, other.countries | other.spoken
    # Of what is spoken of in passing, neither need have read who acts.
    shared = mine & theirs if nature(one, other) == "passing" else one.countries & theirs or mine & other.countries
    if (one.countries or other.countries) and not shared:
        return False
    return not opposed(one, other)


def remembered(telling: Telling) -> bool:
    """Whether it tells of an act of other years whose anniversary is marked: not of one that is news today."""
    return telling.background and "anniversary" in telling.near


def opposed(one: Telling, other: Telling) -> bool:
    """Whether something plain speaks against one event, however alike the rest is.

    Days that both sentences give and that are apart; persons that both name for a country, none of them the same,
    unless those who act agree; that one remembers what the other tells as news. For acts of a day in two documents
    besides, places in two countries, and a side without a country in common, or that the other sentence at least
    speaks of; for journeys both of places and of those who are visited; of drills, that there are many. Two of one
    form that one word tells were told apart by reading, others of one document by its words.
    """
    if _one_word(one, other):
        return True
    if one.document == other.document and _told_apart(one, other):
        return True
    if remembered(one) != remembered(other) and not (one.background and other.background):
        return True
    gap = days_apart(one, other)
    what = nature(one, other)
    lasting = what in ("lasting", "passing")
    # Of two outlets one may count by the day of its own country.
    missed = 0 if one.outlet == other.outlet else MISSED.days
    if gap is not None and gap > (LONGEST if lasting else missed):
        return True
    if what == "passing":
        return one.document != other.document and not REPEATED.isdisjoint(one.near | other.near)
    if what in ("day", "dealing") and (places(one, other) == 0.0 or not _sides_meet(one, other)):
        return True
    if what in ("day", "within") and _turned(one, other):
        return True
    if what == "lasting" and places(one, other) == 0.0 and one.b and other.b and not one.b & other.b:
        return True
    return names(one, other) == 0.0 and (doers(one, other) or 0.0) < AGREED


def _one_word(one: Telling, other: Telling) -> bool:
    """Whether one word of a document tells both, as acts of one form: the visits of all who "arrived"."""
    _, document, start, form, end = one.key
    _, document_, start_, form_, end_ = other.key
    return (document, form) == (document_, form_) and start < end_ and start_ < end


def _told_apart(one: Telling, other: Telling) -> bool:
    """Whether one document tells two acts apart in so many words.

    "The message adopted at the meeting" is not the meeting; whoever is "received again" was received before.
    """
    if one.form != other.form:
        return ("adopted" in one.near) != ("adopted" in other.near)
    return ("again" in one.near) != ("again" in other.near)


def _turned(one: Telling, other: Telling) -> bool:
    """Whether each does to the other what the other does to it: a letter, and the answer to it."""
    if FORMS[one.form].equals or FORMS[other.form].equals:
        return False
    sides = (one.a, one.b, other.a, other.b)
    return all(sides) and one.a == other.b and one.b == other.a and one.a != one.b


def _sides_meet(one: Telling, other: Telling) -> bool:
    """Whether each side that both fill shares a country, the sides of equals one way or the other."""
    ways = [(other.a, other.b)]
    if FORMS[one.form].equals or FORMS[other.form].equals:
        ways.append((other.b, other.a))
    return any(
        all(
            not mine or not theirs or mine & theirs or mine & other.spoken or theirs & one.spoken
            for mine, theirs in ((one.a, a), (one.b, b))
        )
        for a, b in ways
    )


def scores(one: Telling, other: Telling) -> dict[str, float | None]:
    """The score of each comparison."""
    return {name: compare(one, other) for name, compare in COMPARISONS.items()}


def log_odds(one: Telling, other: Telling, by: Rule | None = None) -> float:
    """How likely two reports are of one event, as log-odds: above 0 more likely than not."""
    weights = (by or rule()).weights[kind(one, other)]
    total = weights.start
    for name, weight in weights.comparisons.items():
        score = COMPARISONS[name](one, other)
        total += weight.unknown if score is None else weight.score * score
    return round(total, 4)


def kind(one: Telling, other: Telling) -> str:
    """Which weights two reports are compared by: several (of two outlets), or those of the `nature` of their acts."""
    found = nature(one, other)
    return "several" if found != "passing" and outlets(one, other) == 1.0 else found


def nature(one: Telling, other: Telling) -> str:
    """Of what acts two reports tell: passing, within or beside (one document), lasting, dealing or day."""
    by = rule()
    if one.form in by.passing and other.form in by.passing:
        return "passing"
    if one.document == other.document:
        return "within" if one.form == other.form else "beside"
    if one.form in by.lasting and other.form in by.lasting:
        return "lasting"
    return "dealing" if one.form in by.dealings and other.form in by.dealings else "day"


def candidates(tellings: Sequence[Telling]) -> Iterator[tuple[int, int]]:
    """Pairs of places in `tellings`, each once, that share a block on days that meet and are comparable."""
    members: dict[str, list[tuple[date, date, int, bool]]] = {}
    for number, telling in enumerate(tellings):
        for block in (Block(f"document:{telling.document}", date.min, date.max), *blocks(telling)):
            members.setdefault(block.key, []).append((block.first, block.last, number, block.wide))
    seen: set[tuple[int, int]] = set()
    for inside in members.values():
        inside.sort()
        for place, (_, last, number, wide) in enumerate(inside):
            for first, _, other, as_wide in inside[place + 1 :]:
                if first > last:
                    break
                if wide and as_wide:
                    continue
                pair = (number, other) if number < other else (other, number)
                if pair not in seen:
                    seen.add(pair)
                    if comparable(tellings[pair[0]], tellings[pair[1]]):
                        yield pair


def links(tellings: Iterable[Telling], by: Rule | None = None) -> dict[tuple[int, int], float]:
    """Log-odds of all pairs of `tellings` that are likely enough to matter, by their places."""
    told = list(tellings)
    by = by or rule()
    found = {(i, j): log_odds(told[i], told[j], by) for i, j in candidates(told)}
    return {pair: value for pair, value in found.items() if value >= by.least}
