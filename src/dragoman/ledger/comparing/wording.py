"""The words of the sentences that name the act, of what stands near its name, and of the titles above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.ledger.comparing.sets import alike

if TYPE_CHECKING:
    from dragoman.ledger.telling import Telling


def wording(one: Telling, other: Telling) -> float | None:
    """How much the sentences share, rare words counting for more."""
    if not one.words or not other.words:
        return None
    return alike(one.words, other.words)


def phrases(one: Telling, other: Telling) -> float | None:
    """The same of the words near the triggers: what the act is called, whoever speaks of it."""
    if not one.near or not other.near:
        return None
    return alike(one.near, other.near)


def titles(one: Telling, other: Telling) -> float | None:
    """How much the title of one document shares with the other's sentence: a title names the act that its story tells.

    The likelier way counts. Two titles are not compared: those of reviews of the press are all alike.
    """
    if one.document == other.document:
        return None
    ways = [
        alike(mine.title, theirs.words) for mine, theirs in ((one, other), (other, one)) if mine.title and theirs.words
    ]
    return max(ways, default=None)
