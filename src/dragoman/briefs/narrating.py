"""One event in one sentence: who did what to whom, where, when and on what occasion, as its clearest report has it.

In: an `EventDetail` and the day at which it counts. Out: a sentence for people. A `Narrator` remembers whom it has
introduced: country and office are told with the first mention of a person.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.analysis.titles import office
from dragoman.briefs import wording
from dragoman.briefs.commemorated import honoured
from dragoman.vocabulary import code_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from dragoman.analysis.dated import DatedEvent
    from dragoman.ledger import EventDetail, EventParticipant, EventRow

#: Days in which visits by one person to one country are told as one journey.
_JOURNEY = 40
#: Participants of a side that are named.
_NAMED = 3
#: An occasion is told where it reads like one.
_OCCASION = re.compile(
    r"anniversar|birthday|founding|liberation|independence|national day|visit of|victory", re.IGNORECASE
)
_LONGEST = 110
#: Places at which one is, rather than in them.
_SITES = frozenset(
    "tower house hall embassy club restaurant palace station airport cemetery theatre theater museum centre center "
    "hotel square university monument institute stadium headquarters mausoleum school hospital factory".split()
)
#: Words that begin a phrase with a capital only because they began a sentence.
_COMMON = frozenset(
    "Employees Staff Senior Members Officials Representatives Diplomats Envoys Delegates Artistes".split()
)
_ORDINAL = re.compile(r"^(?:the\s+)?(?:\d+(?:st|nd|rd|th)|[a-z]+th|first|second|third)\s", re.IGNORECASE)


class Narrator:
    """Tells events; `introduced` are the persons of whom country and office were told."""

    def __init__(self) -> None:
        self._introduced: set[tuple[str, str | None]] = set()

    def told(self, detail: EventDetail, at: date, *, dated: bool = True) -> str:
        """The sentence of an event, its date first."""
        row = detail.event
        return wording.sentence(f"{_dated(row, at, dated=dated)}, {self.clause(detail)}")

    def clause(self, detail: EventDetail) -> str:
        """The same without date and stop: "the Russian embassy held a photo exhibition in Pyongyang"."""
        row = detail.event
        form = wording.phrases()["forms"][row.form]
        present = {_key(each) for each in detail.a if each.name}
        twice = [each for each in detail.b if each.name and _key(each) in present]
        a = self._side(detail.a, row.a) if row.form != "visit" else ""
        # Those whose anniversary is kept took no part, but in a ceremony they are told as honoured.
        guests = [each for each in detail.b if row.form == "ceremony" or not honoured(each, detail)]
        # Whom one report has on this side and another on that is told once.
        b = self._side(
            [each for each in guests if each not in twice], row.b if len(guests) == len(detail.b) and not twice else ()
        )
        if row.form == "visit":
            return _travelled(row, self._side(_travellers(detail), row.a)) + _occasion(row.occasion)
        if not a:
            a, b = b, ""
        template = form["both" if b and b != a else "alone"]
        where = _place(row)
        if where.removeprefix("the ") in f"{a} {b}":
            where = ""
        elif where:
            where = f" {'at' if where.split()[-1].lower() in _SITES else 'in'} {where}"
        told: str = template.format(a=a or "an unnamed side", b=b, what=noun(detail), where=where)
        return (told if "{where}" in template else told + where) + _occasion(row.occasion)

    def _side(self, participants: Sequence[EventParticipant], codes: Sequence[str]) -> str:
        """Who stands on a side, in words; "" for nobody."""
        shown = list(dict.fromkeys(self._labels(participants)))
        if not shown:
            return wording.joined(wording.country(code) for code in codes)
        if len(shown) > _NAMED:
            shown = [*shown[:_NAMED], "others"]
        return wording.joined(shown)

    def _labels(self, participants: Sequence[EventParticipant]) -> Iterator[str]:
        named = [each for each in participants if each.name]
        told = {each.country for each in named}
        for each in sorted(named, key=lambda p: p.rank or 9):
            yield self._person(each)
        for each in participants:
            label = body(each)
            if each.name or each.country in told or (named and label == wording.country(each.country)):
                continue
            yield label

    def _person(self, who: EventParticipant) -> str:
        name = " ".join((who.name or who.text).split())
        key = _key(who)
        if key in self._introduced:
            return name
        self._introduced.add(key)
        about = [wording.country(who.country)] if who.country else []
        if title := office(who.title, who.country or ""):
            about.append(title)
        return f"{name} ({', '.join(about)})" if about else name


def _key(who: EventParticipant) -> tuple[str, str | None]:
    return " ".join((who.name or who.text).lower().replace("-", " ").split()), who.country


def body(who: EventParticipant) -> str:
    """A participant without a name: "the Russian embassy in Pyongyang", "North Korean officials", "Russia"."""
    text = " ".join(who.text.split()).strip(" ,;:")
    words = text.split()
    one_word = len(words) == 1
    if who.country and (who.kind == "country" or (one_word and not _plural(text))):
        return wording.country(who.country)
    if words and words[0] in _COMMON:
        text = text[0].lower() + text[1:]
    head = re.split(r"\s(?:of|in|at|from|for|to|and)\s", text)[0].split()
    first = words[0].lower() if words else ""
    if first in ("the", "a", "an", "his", "her", "their", "its", "some", "several", "many") or _plural(
        head[-1] if head else ""
    ):
        return text
    return f"the {text}"


def _plural(word: str) -> bool:
    several = word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return several or word.lower() in ("people", "personnel", "staff")


def _dated(row: EventRow, at: date, *, dated: bool) -> str:
    if not dated:
        return f"as reported on {wording.day(at)}"
    return wording.when(row.first or at, row.last or at)


def _travelled(row: EventRow, a: str) -> str:
    """A visit: where to, and home if that is where."""
    where = _place(row)
    foreign = [code for code in row.b if code not in row.a] or list(row.b)
    if not where:
        where = wording.joined(wording.country(code) for code in foreign)
    home = bool(row.place_country) and row.a == (row.place_country,)
    verb = "returned to" if home else "travelled to"
    return f"{a or 'visitors'} {verb} {where}" if where else f"{a or 'visitors'} went on a visit"


def _travellers(detail: EventDetail) -> list[EventParticipant]:
    """Who went: those of side a but for hosts, whom some report has there, where others stand beside them."""
    hosts = {_key(each) for each in detail.b if each.name}
    there = {*detail.event.b, detail.event.place_country}
    went = [each for each in detail.a if _key(each) not in hosts and each.country not in there]
    return went or list(detail.a)


def _place(row: EventRow) -> str:
    """The place with its country's name where it is one; "" where none is told."""
    if not row.place:
        return ""
    place = " ".join(row.place.split())
    code = code_of(place.removeprefix("the "))
    return wording.country(code) if code else place


def noun(detail: EventDetail) -> str:
    """The act with its article: by its own noun ("a photo exhibition"), if the sentences that show it hold one."""
    form = wording.phrases()["forms"][detail.event.form]
    shown = [s for r in detail.reports for s in r.sentences if any(e.role == "trigger" for e in s.evidence)]
    for own in form.get("nouns", ()):
        if any(re.search(rf"\b{own}", sentence.text, re.IGNORECASE) for sentence in shown):
            return wording.an(own)
    return str(form.get("noun") or wording.an(form["one"]))


def _occasion(occasion: str | None) -> str:
    text = " ".join((occasion or "").split()).strip(" ,;:(")
    if not text or len(text) > _LONGEST or not _OCCASION.search(text) or len(text.split()) < 2:
        return ""
    lower = text[0].islower() and text.split()[0] not in ("the", "a", "an", "his", "her", "their", "its", "our")
    article = "the " if (_ORDINAL.match(text) or lower) and not text.lower().startswith("the ") else ""
    return f", on the occasion of {article}{text}"


def _same_traveller(one: DatedEvent, other: DatedEvent) -> bool:
    """Whether both are visits to one foreign country, the first person of both sides being the same."""
    both = one.row.form == other.row.form == "visit" and bool(one.row.a_names) and bool(other.row.a_names)
    return both and one.row.a_names[0] == other.row.a_names[0] and bool(set(one.row.b) & set(other.row.b))


def one_story(one: DatedEvent, other: DatedEvent) -> bool:
    """Whether two events of the ledger are told in one sentence: the same form at the same time by the same side.

    Reports that were not merged though they may tell of one act read as a repetition; both are cited. A journey of one
    person to one country is told of for weeks, by those who praise it, too.
    """
    apart = abs((one.day - other.day).days)
    if one.row.form != other.row.form or apart > (_JOURNEY if _same_traveller(one, other) else 1):
        return False
    a, b = set(one.row.a) & set(other.row.a), set(one.row.b) & set(other.row.b)
    acts = bool(a) or not one.row.a or not other.row.a
    meets = bool(b) or not one.row.b or not other.row.b or bool(set(one.row.a_names) & set(other.row.a_names))
    return acts and meets and bool(one.codes & other.codes)
