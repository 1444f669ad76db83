"""Countries and organisations: codes, names, adjectives, demonyms, capitals.

The data are `data/countries.csv` and `data/organisations.csv`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dragoman.vocabulary.tables import rows, several


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its ISO 3166-1 alpha-3 code (XKX for Kosovo)."""

    code: str
    label: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    """Capitals and seats that stand for the government: "Moscow", "the Kremlin"."""
    historical: tuple[str, ...]
    """Past states whose acts count as this country's: "Soviet Union"."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body that acts across borders, or a region, whose name means no country."""

    code: str
    """Its own code, its country's, or "" for a region."""
    kind: str
    """organisation, body (acts for the country `code`), common (so called in several countries) or region."""
    names: tuple[str, ...]


@cache
def countries() -> dict[str, Country]:
    """Every country by its code."""
    return {
        row["code"]: Country(
            row["code"],
            row["label"],
            *(several(row[key]) for key in ("names", "adjectives", "demonyms", "capitals", "historical")),
        )
        for row in rows("countries.csv")
    }


@cache
def organisations() -> tuple[Organisation, ...]:
    """Organisations, bodies and regions."""
    return tuple(Organisation(row["code"], row["kind"], several(row["names"])) for row in rows("organisations.csv"))


@cache
def organisation_codes() -> frozenset[str]:
    """Codes of the international organisations."""
    return frozenset(row.code for row in organisations() if row.kind == "organisation")


def code_of(name: str) -> str | None:
    """The code that a user means by "PRK", "kp", "North Korea" or "ASEAN"; None if there is none."""
    wanted = name.strip()
    if (upper := wanted.upper()) in countries() or upper in organisation_codes():
        return upper
    return _known().get(wanted.lower())


@cache
def _known() -> dict[str, str]:
    known: dict[str, str] = {}
    for organisation in organisations():
        if organisation.kind == "organisation":
            known.update((name.lower(), organisation.code) for name in organisation.names)
    for country in countries().values():
        known.update((name.lower(), country.code) for name in (*country.historical, *country.names, country.label))
    known.update((row["alpha2"].lower(), row["code"]) for row in rows("countries.csv"))
    return known
