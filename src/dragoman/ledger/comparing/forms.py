"""The form of the act, and the word that names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.ledger.rule import rule

if TYPE_CHECKING:
    from dragoman.ledger.telling import Telling


def forms(one: Telling, other: Telling) -> float | None:
    """1 for the same form; less for forms that readers mistake for each other, as the rule says; 0 for others."""
    return rule().alike(one, other)


def triggers(one: Telling, other: Telling) -> float | None:
    """Whether both name the act by a word with the same stem."""
    if not one.trigger or not other.trigger:
        return None
    return 1.0 if one.trigger & other.trigger else 0.0
