"""How listings are printed: as a table for people, or as JSON or CSV for programs, alone on standard output."""

from __future__ import annotations

import csv
import os
import sys
from typing import TYPE_CHECKING, Any, TypeVar

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

Command = TypeVar("Command", bound="Callable[..., Any]")

ledger_option = click.option(
    "--ledger",
    metavar="PATH",
    help="The ledger's file, or postgresql://user@host/database; default: DRAGOMAN_LEDGER, or ledger.sqlite in "
    "DRAGOMAN_HOME, or in the user's data folder.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="As JSON on standard output.")
csv_option = click.option("--csv", "as_csv", is_flag=True, help="As CSV on standard output.")

#: Colours of evidence by role, the same in every view.
COLOURS = {
    "trigger": "bold black on bright_yellow",
    "also": "underline yellow",
    "a": "bold bright_cyan",
    "b": "bold bright_green",
    "place": "bright_magenta",
    "date": "bright_blue",
    "occasion": "italic bright_white",
    "reported_by": "underline",
    "found": "bold black on bright_yellow",
}


def console(*, width: int | None = None) -> Console:
    """Standard output; where it is no terminal, wide enough that a table is not cut."""
    shown = Console(highlight=False, width=width)
    if not shown.is_terminal and width is None and "COLUMNS" not in os.environ:
        return Console(highlight=False, width=160)
    return shown


def clean(text: str | None) -> str:
    """Text from outside made safe for a terminal: on one line, without control characters."""
    return "".join(c if c.isprintable() else " " for c in " ".join((text or "").split()))


def print_json(value: object) -> None:
    """One JSON value, indented, and a line end; nothing else goes to standard output."""
    import orjson

    sys.stdout.buffer.write(orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def print_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Rows as CSV with a header; lists are joined by ";".

    A cell that a spreadsheet would take for a formula is written with a quote before it.
    """
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in columns])


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        value = ";".join(map(str, value))
    if isinstance(value, str) and value[:1] in "=+-@\t\r" and value[:1]:
        return f"'{value}"
    return value


def table(title: str, columns: Mapping[str, Mapping[str, Any]], rows: Iterable[Sequence[str | Text]]) -> Table:
    """A table without lines, its header underlined."""
    drawn = Table(
        expand=any("ratio" in options for options in columns.values()),
        title=title,
        title_justify="left",
        title_style="bold",
        box=None,
        pad_edge=False,
        header_style="bold dim",
    )
    for name, options in columns.items():
        drawn.add_column(name, **options)
    for row in rows:
        drawn.add_row(*(cell if isinstance(cell, Text) else Text(clean(cell)) for cell in row))
    return drawn
