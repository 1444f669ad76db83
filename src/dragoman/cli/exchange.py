"""`dragoman export`, `import` and `compare`: the ledger in other formats, and hand-kept lists beside it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.text import Text

from dragoman.cli.filters import event_filters
from dragoman.cli.ledger import days as shown_days
from dragoman.cli.output import clean, console, json_option, ledger_option, print_json, table

if TYPE_CHECKING:
    from dragoman.errors import InputError
    from dragoman.exchange.comparing import Comparison
    from dragoman.ledger import EventQuery, EventRow

FORMATS = ("csv", "parquet", "jsonl", "plover", "cameo")
#: Suffixes of files that hold lists kept by hand; all others are exports of a ledger.
_LISTS = (".csv", ".tsv")


@click.command()
@click.option("--format", "format_", type=click.Choice(FORMATS), required=True, help="The format to write.")
@click.option("-o", "--output", default="-", metavar="FILE", help="Where to write; default: standard output.")
@click.option("--quiet", is_flag=True, help="No summary.")
@event_filters
@ledger_option
def export(query: EventQuery, format_: str, output: str, quiet: bool, ledger: str | None) -> None:
    """Write events for other programs; takes the filters of `dragoman events`.

    csv and parquet: one row an event. jsonl: everything (documents, reports, evidence, judgements), for
    `dragoman import`. plover: PLOVER records. cameo: tab-separated rows as event databases have them.

    \b
    dragoman export --format csv --about PRK -o prk.csv
    dragoman export --format jsonl -o ledger.jsonl
    """
    from dragoman.exchange.writing import write
    from dragoman.ledger import EventQuery, Ledger

    if format_ == "parquet" and output == "-":
        raise click.UsageError("Parquet is written to a file: name one with -o")
    path = None if output == "-" else Path(output)
    with Ledger(ledger, create=False) as kept:
        written = write(kept, query if query != EventQuery() else None, format_, path, sys.stdout.buffer)
    if not quiet:
        left = f"; {written.left_out:,} left out: without a day, cancelled or denied" if written.left_out else ""
        _say(f"{written.events - written.left_out:,} events written{left}")


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path())
@click.option("--list", "name", metavar="NAME", help="Keep the CSV file as this list; default: the file's name.")
@click.option("--quiet", is_flag=True, help="No summary; errors are still told.")
@ledger_option
def import_(files: tuple[str, ...], name: str | None, quiet: bool, ledger: str | None) -> None:
    """Take in what `dragoman export --format jsonl` wrote, or a list that you keep by hand (CSV).

    A list has the columns date, countries, form and note; it is kept beside what was read, and `dragoman compare`
    shows the differences.

    \b
    dragoman import ledger.jsonl
    dragoman import timeline.csv
    """
    from dragoman.errors import InputError
    from dragoman.exchange.lines import read_lines
    from dragoman.exchange.lists import read_list
    from dragoman.ledger import Ledger

    errors = 0

    def tell(error: InputError) -> None:
        nonlocal errors
        errors += 1
        _say(f"error: {error}", style="red")

    with Ledger(ledger) as kept:
        for file in files:
            path = Path(file)
            try:
                if path.suffix.lower() in _LISTS:
                    entries = read_list(path, tell)
                    kept.keep_list(name or path.stem, entries)
                    said = f"{len(entries):,} entries kept as the list {name or path.stem!r}"
                else:
                    done = read_lines(kept, path, tell)
                    said = f"{done.documents:,} documents, {done.reports:,} reports taken in"
                    said += f"; {done.unchanged:,} documents known already" if done.unchanged else ""
                if not quiet:
                    _say(f"{file}: {said}")
            except InputError as error:
                tell(error)
    if errors:
        sys.exit(1)


@click.command()
@click.argument("name", required=False, metavar="[LIST]")
@click.option("--days", type=click.IntRange(0, 366), default=3, show_default=True, help="By how much days may differ.")
@event_filters
@json_option
@ledger_option
def compare(query: EventQuery, name: str | None, days: int, as_json: bool, ledger: str | None) -> None:
    """Set a list that you keep by hand beside the ledger: what both have, and what only one has.

    LIST is the name of a list that `dragoman import` keeps; it can be left out where there is one only. Filters
    narrow the events, as for `dragoman events`. What only the ledger has is told for countries that the list has
    together, and for its time.
    """
    from dragoman.exchange.comparing import compare as compared
    from dragoman.ledger import Ledger

    with Ledger(ledger, create=False) as kept:
        found = compared(kept, kept.list_entries(name), query, days)
    if as_json:
        print_json(found.as_json())
    else:
        _print(console(), found)


def _print(out: Console, found: Comparison) -> None:
    narrow: dict[str, Any] = {"no_wrap": True}
    rows: list[tuple[str, ...]] = [
        (str(each.entry.row), *_event(each.event), clean(each.entry.note), "; ".join(each.differences))
        for each in found.matched
    ]
    columns: dict[str, dict[str, Any]] = {"row": narrow, **_COLUMNS, "note": {"ratio": 2}, "differences": {"ratio": 2}}
    out.print(table(f"in both ({len(rows):,})", columns, rows))
    rows = [
        (
            str(e.row),
            shown_days(e.first, e.last),
            (e.form or "").replace("_", " "),
            " ".join(e.countries),
            clean(e.note),
        )
        for e in found.only_in_list
    ]
    columns = {"row": narrow, "date": narrow, "form": narrow, "countries": narrow, "note": {"ratio": 2}}
    out.print()
    out.print(table(f"only in the list ({len(rows):,})", columns, rows))
    rows = [(*_event(each.event), " ".join(map(str, each.near))) for each in found.only_in_ledger]
    out.print()
    out.print(table(f"only in the ledger ({len(rows):,})", {**_COLUMNS, "near rows": narrow}, rows))


_COLUMNS: dict[str, dict[str, Any]] = {
    "event": {"no_wrap": True, "style": "dim"},
    "date": {"no_wrap": True},
    "form": {"no_wrap": True},
    "a": {"ratio": 2, "no_wrap": True, "overflow": "ellipsis"},
    "b": {"ratio": 2, "no_wrap": True, "overflow": "ellipsis"},
}


def _event(event: EventRow) -> tuple[str, ...]:
    sides = (" ".join([*codes, *names]) for codes, names in ((event.a, event.a_names), (event.b, event.b_names)))
    return (event.id, shown_days(event.first, event.last), event.form.replace("_", " "), *map(clean, sides))


def _say(line: str, style: str = "") -> None:
    Console(stderr=True, highlight=False, soft_wrap=True).print(Text(clean(line), style=style))
