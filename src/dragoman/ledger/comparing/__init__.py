"""How alike two reports are, one thing at a time.

Each module compares one thing and says so in its name. Each function takes two tellings and gives a score from 0
(as different as can be) to 1 (the same), or None where one of them says nothing of it. What each score weighs is in
`../data/merging.toml`, learned from pairs that were marked by hand; nothing here knows of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.ledger.comparing.countries import countries, sides
from dragoman.ledger.comparing.dates import dates, publication, stories
from dragoman.ledger.comparing.forms import forms, triggers
from dragoman.ledger.comparing.names import names
from dragoman.ledger.comparing.nearness import nearness
from dragoman.ledger.comparing.occasions import occasions
from dragoman.ledger.comparing.outlets import outlets
from dragoman.ledger.comparing.participants import doers, everyone, targets
from dragoman.ledger.comparing.places import places
from dragoman.ledger.comparing.statuses import anniversaries, backgrounds, statuses
from dragoman.ledger.comparing.wording import phrases, titles, wording

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dragoman.ledger.telling import Telling

#: Everything that is compared, by the name under which its weight is kept.
COMPARISONS: Mapping[str, Callable[[Telling, Telling], float | None]] = {
    "forms": forms,
    "triggers": triggers,
    "statuses": statuses,
    "backgrounds": backgrounds,
    "anniversaries": anniversaries,
    "countries": countries,
    "sides": sides,
    "names": names,
    "doers": doers,
    "targets": targets,
    "everyone": everyone,
    "places": places,
    "dates": dates,
    "publication": publication,
    "stories": stories,
    "occasions": occasions,
    "wording": wording,
    "phrases": phrases,
    "titles": titles,
    "nearness": nearness,
    "outlets": outlets,
}
