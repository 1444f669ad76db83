"""What can be said: types, forms, statuses, channels, countries, organisations, offices and their ranks.

Everything is data (CSV and TOML beside this file, each with its sources) with thin code to look it up.
"""

from dragoman.vocabulary.acts import (
    CHANNELS,
    DEFINITIONS,
    FORMS,
    HAPPENED,
    KINDS,
    STATUSES,
    TO_COME,
    TYPES,
    Cameo,
    Form,
    cameo,
    plover,
)
from dragoman.vocabulary.codes import (
    Country,
    Organisation,
    code_of,
    countries,
    organisation_codes,
    organisations,
)
from dragoman.vocabulary.offices import OTHER, rank_of

__all__ = [
    "CHANNELS",
    "DEFINITIONS",
    "FORMS",
    "HAPPENED",
    "KINDS",
    "OTHER",
    "STATUSES",
    "TO_COME",
    "TYPES",
    "Cameo",
    "Country",
    "Form",
    "Organisation",
    "cameo",
    "code_of",
    "countries",
    "organisation_codes",
    "organisations",
    "plover",
    "rank_of",
]
