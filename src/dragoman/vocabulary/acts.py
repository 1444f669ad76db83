"""What can be said of an act: types, forms, statuses, channels, and the crosswalk to PLOVER and CAMEO.

The data are `forms.toml`, `terms.toml` and `data/cameo.csv`; their order is that of the model's outputs.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dragoman.vocabulary.tables import rows, toml

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Form:
    """A form of engagement, finer than its PLOVER type."""

    name: str
    type: str
    definition: str
    a: str
    """Who stands on side a."""
    b: str
    equals: bool
    """Whether either side may be named first."""
    channel: str
    """How contact of this form is made as a rule."""
    mode: str
    """PLOVER mode, or ""."""
    cameo: str
    """CAMEO code of the act done."""
    intent: str
    """CAMEO code of the act planned or proposed."""


@dataclass(frozen=True, slots=True)
class Cameo:
    """A CAMEO code with its label and Goldstein score (-10, conflict, to 10, cooperation)."""

    code: str
    label: str
    goldstein: float
    type: str
    """PLOVER type of the code's root."""


_terms = toml("terms.toml")
#: Each table maps a name to its definition, in order.
TYPES: Mapping[str, str] = _terms["types"]
STATUSES: tuple[str, ...] = tuple(_terms["statuses"])
#: Statuses of what was done, and of what is yet to be.
HAPPENED, TO_COME = frozenset(("occurred", "ongoing")), frozenset(("planned", "proposed"))
CHANNELS: tuple[str, ...] = tuple(_terms["channels"])
KINDS: tuple[str, ...] = tuple(_terms["kinds"])
DEFINITIONS: Mapping[str, Mapping[str, str]] = _terms
#: The forms by name, in the order of the guidelines.
FORMS: Mapping[str, Form] = {name: Form(name, **row) for name, row in toml("forms.toml").items()}

_NOT_DONE = ("planned", "proposed")
_NOT_SO = ("cancelled", "denied")


@cache
def _cameo() -> dict[str, Cameo]:
    return {
        row["code"]: Cameo(row["code"], row["label"], float(row["goldstein"]), row["type"]) for row in rows("cameo.csv")
    }


def cameo(form: str, status: str = "occurred") -> Cameo | None:
    """The CAMEO code of an act of this form and status; None where it was cancelled or is denied.

    A planned or proposed act has the code of the intent ("express intent", "threaten"). CAMEO has no code for
    an act that did not take place. Raises KeyError where there is no such form.
    """
    if status in _NOT_SO:
        return None
    return _cameo()[FORMS[form].intent if status in _NOT_DONE else FORMS[form].cameo]


def plover(form: str, status: str = "occurred") -> tuple[str, str] | None:
    """PLOVER type and mode ("" for none) of an act; None where it was cancelled or is denied.

    In PLOVER too an act that is only planned or proposed is of another type: to say that one will meet is to
    AGREE, that one will attack to THREATEN. Raises KeyError where there is no such form.
    """
    if status in _NOT_SO:
        return None
    row = FORMS[form]
    if status in _NOT_DONE and row.intent != row.cameo:
        return _cameo()[row.intent].type, ""
    return row.type, row.mode
