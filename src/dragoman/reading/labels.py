"""The label sets of the reader's model, in the order of its outputs. Both training and decoding read them here.

The model has two parts. The *encoder* reads a window once: for every word piece it scores which form of
engagement a trigger there would have, and whether it belongs to a person's name or an office. The *frame*
part then reads the window again, cheaply, for each candidate (a trigger of one form, or a quotation) and
scores which pieces fill its roles, its status and the rest, and whether there is a report at all.
"""

from __future__ import annotations

from dragoman.vocabulary import CHANNELS, FORMS, KINDS, STATUSES

#: Trigger classes: 0 is no trigger, then the forms in the order of the vocabulary.
TRIGGERS: tuple[str, ...] = ("none", *FORMS)
#: The form index that marks a quotation as the candidate.
QUOTATION = len(TRIGGERS)

#: Role groups; each is tagged by itself, so that a place may lie inside a participant.
#: Group "sides" has five tags (none, begin a, inside a, begin b, inside b), the others three.
SIDES = ("none", "begin a", "inside a", "begin b", "inside b")
SPANS = ("place", "date", "occasion", "reported_by")
ROLES = len(SIDES) + 3 * len(SPANS)

#: What a candidate is.
VERDICTS = ("nothing", "also", "main")

#: Per-piece tags inside participants: name (none, begin, inside), title (none, begin, inside), kind.
TAGS = 3 + 3 + len(KINDS)

#: Bucketed distance of a piece's sentence from the candidate's: -4 and before … +4 and after; last, the title.
DISTANCES = 10

__all__ = [
    "CHANNELS",
    "DISTANCES",
    "FORMS",
    "KINDS",
    "QUOTATION",
    "ROLES",
    "SIDES",
    "SPANS",
    "STATUSES",
    "TAGS",
    "TRIGGERS",
    "VERDICTS",
]
