"""Reads the package's data files: CSV and TOML whose first lines, begun with "#", name their sources."""

from __future__ import annotations

import csv
import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


def rows(name: str, package: str = "dragoman.vocabulary.data") -> Iterator[dict[str, str]]:
    """Rows of the CSV file `name` of a data folder."""
    lines = files(package).joinpath(name).read_text(encoding="utf-8").splitlines()
    yield from csv.DictReader(line for line in lines if not line.startswith("#"))


def toml(name: str) -> dict[str, Any]:
    """The TOML file `name` of the vocabulary."""
    return tomllib.loads(files("dragoman.vocabulary").joinpath(name).read_text(encoding="utf-8"))


def several(cell: str) -> tuple[str, ...]:
    """The values of a cell, which "|" separates."""
    return tuple(value for value in cell.split("|") if value)
