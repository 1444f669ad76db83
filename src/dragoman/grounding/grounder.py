"""Fills in what the spans of a reading stand for: countries, ranks, places, days."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.grounding.actors import WEAK, with_actors
from dragoman.grounding.acts import apart, joined, told
from dragoman.grounding.conferences import organised, spoken_of
from dragoman.grounding.coordinated import coordinated
from dragoman.grounding.dating import dated, own_days, settled
from dragoman.grounding.drills import held
from dragoman.grounding.enumerated import enumerated, fewer
from dragoman.grounding.envoys import of_an_envoy
from dragoman.grounding.facing import facing
from dragoman.grounding.hosts import with_mission
from dragoman.grounding.items import of_its_item
from dragoman.grounding.learning import offices
from dragoman.grounding.marking import marked
from dragoman.grounding.people import Mention, People
from dragoman.grounding.placing import near, placed
from dragoman.grounding.register import SLACK
from dragoman.grounding.registers import builtin
from dragoman.grounding.scenes import Scene, outlet_country
from dragoman.grounding.series import alone
from dragoman.grounding.sides import completed
from dragoman.grounding.story import across, carried
from dragoman.grounding.undated import timeline
from dragoman.grounding.when import resolve_when
from dragoman.grounding.where import located, visited
from dragoman.grounding.who import registered, resolve
from dragoman.reading.report import Participant
from dragoman.vocabulary import OTHER, rank_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from dragoman.documents.document import Document
    from dragoman.grounding.occasions import Occasion
    from dragoman.grounding.register import Register
    from dragoman.grounding.undated import Timeline
    from dragoman.reading.report import Quote, Reading, Report, When

#: An office of this rank or a higher one is taken as the text says it: "Marshal" may be more, a minister is not.
HIGH = 2


class Grounder:
    """Grounds readings, one document at a time, by a register of actors; holds nothing between documents.

    Without a `register`, the package's own.
    `known` are occasions of the past, as a ledger has them, by whose anniversaries an undated document may be dated,
    beside those of the package's own table; no document is thought to be of a later day than `today`.
    """

    def __init__(
        self, register: Register | None = None, *, known: Sequence[Occasion] = (), today: date | None = None
    ) -> None:
        self.register = builtin() if register is None else register
        self._known, self._today = known, today

    def ground(self, document: Document, reading: Reading) -> Reading:
        """The reading, resolved, with the reports of one act joined."""
        resolved = self.resolve(document, reading)
        acts = [facing(act) for act in joined(told(resolved.reports, document.text))]
        reports = [near(report, document.text) for report in across(acts)]
        reports = carried(apart(reports, document.text), outlet_country(document.outlet))
        return replace(resolved, reports=tuple(fewer(visited(report)) for report in own_days(reports, document.text)))

    def resolve(self, document: Document, reading: Reading) -> Reading:
        """The reading with `country`, `rank`, `basis`, `first` and `last` filled in where they can be told."""
        if not reading.coded:
            return reading
        scene = Scene.of(document, self.register)
        if not reading.reports and not reading.quotes:
            return replace(reading, offices=offices(scene))
        people = People.of(document.text, _mentions(reading, scene))
        undated = timeline(scene, self._known, self._today) if any(report.date for report in reading.reports) else None
        return replace(
            reading,
            reports=with_actors(
                spoken_of([self._report(report, scene, people, undated) for report in reading.reports]), scene, people
            ),
            quotes=tuple(self._quote(quote, scene, people) for quote in reading.quotes),
            offices=offices(scene),
        )

    def _report(self, report: Report, scene: Scene, people: People, undated: Timeline | None) -> Report:
        report = of_an_envoy(of_its_item(report, scene.document.text), scene)
        a, b = self._side(report.a, scene, people, ()), self._side(report.b, scene, people, ())
        # Each side again, now that it is known who stands on the other: one does not receive oneself.
        a, b = self._side(a, scene, people, b), self._side(b, scene, people, a)
        a, b = _compatriots(a), _compatriots(b)
        when = _when(dated(report, scene.document.text), scene.document, undated)
        resolved = settled(replace(report, a=a, b=b), when, scene.document)
        resolved = enumerated(coordinated(completed(facing(resolved), scene, people), scene), scene)
        resolved = held(organised(alone(resolved, scene), scene), scene)
        resolved = marked(resolved, scene)
        resolved = _ranked(with_mission(placed(resolved, scene), scene, people), scene)
        return replace(resolved, place=located(resolved.place, scene, resolved)) if resolved.place else resolved

    def _side(
        self, side: tuple[Participant, ...], scene: Scene, people: People, others: tuple[Participant, ...]
    ) -> tuple[Participant, ...]:
        sure = {other.country for other in others if other.country and other.basis not in WEAK}
        return tuple(self._participant(participant, scene, people, sure) for participant in side)

    def _participant(self, participant: Participant, scene: Scene, people: People, others: set[str]) -> Participant:
        found = resolve(participant, scene, others, people)
        return replace(
            participant,
            country=found.code,
            basis=found.basis,
            country_confidence=found.confidence if found.code else None,
            rank=_rank(participant, found.code, scene),
        )

    def _quote(self, quote: Quote, scene: Scene, people: People) -> Quote:
        if not quote.speaker:
            return quote
        at = quote.speaker_span
        if at is None:
            return quote
        speaker = Participant(at.text, at.start, at.end, name=at.text, kind="person")
        return replace(quote, speaker_country=resolve(speaker, scene, (), people).code)


def _compatriots(side: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """A side without those that are doubtful and of another country than the others."""
    codes = {member.country for member in side if member.country and not member.doubtful}
    return tuple(replace(member, doubtful=False) for member in side if not member.doubtful or member.country in codes)


def _when(when: When | None, document: Document, undated: Timeline | None) -> When | None:
    if when is None or undated is not None:
        return undated.resolve(when) if when and undated else None
    found = resolve_when(when.text, when.start, when.end, document)
    return replace(when, first=found[0], last=found[1]) if found else when


def _mentions(reading: Reading, scene: Scene) -> Iterator[Mention]:
    """The names of persons that reading marked, and those that the register knows in the text."""
    for report in reading.reports:
        for member in (*report.a, *report.b):
            if member.name:
                yield Mention(member.start, member.end, member.name)
    for quote in reading.quotes:
        if quote.speaker_span is not None:
            yield Mention(quote.speaker_span.start, quote.speaker_span.end, quote.speaker_span.text)
    for cue in scene.found:
        if cue.kind == "person":
            yield Mention(cue.start, cue.end, scene.document.text[cue.start : cue.end])


def _ranked(report: Report, scene: Scene) -> Report:
    """The report with the ranks of those whom reading did not see."""

    def ranked(side: tuple[Participant, ...]) -> tuple[Participant, ...]:
        return tuple(
            replace(member, rank=_rank(member, member.country, scene)) if member.rank is None else member
            for member in side
        )

    return replace(report, a=ranked(report.a), b=ranked(report.b))


def _rank(participant: Participant, country: str | None, scene: Scene) -> int | None:
    """Rank of a person's office: as the text names it, or the higher one that the register has for that day.

    None where neither names an office.
    """
    if participant.kind != "person":
        return None
    said = rank_of(participant.title or participant.text)
    if said <= HIGH:
        return said
    known = registered(participant.name or participant.text, scene)
    day = scene.document.published
    if known is not None:
        held = known.at(day)
        if held.country == country and held.covers(day, SLACK):
            return min(said, rank_of(held.office))
    if said < OTHER:
        return said
    return OTHER if participant.title else None
