"""`dragoman ledger …`: what keeps a ledger safe: information, check, indexes, backup, restore."""

from __future__ import annotations

import sys

import click
from rich.text import Text

from dragoman.cli.output import clean, console, json_option, ledger_option, print_json, table


@click.group(name="ledger")
def ledger() -> None:
    """Look after the ledger itself: information, check, backup, restore.

    \b
    dragoman ledger info
    dragoman ledger check
    dragoman ledger backup friday.sqlite
    dragoman ledger restore friday.sqlite --ledger postgresql://me@localhost/news
    """


@ledger.command()
@json_option
@ledger_option
def info(as_json: bool, ledger: str | None) -> None:
    """Say where the ledger is, in which database, how large, and who read its documents."""
    from dragoman.ledger import Ledger

    with Ledger(ledger, create=False) as kept:
        found = kept.info().as_json()
    if as_json:
        print_json(found)
        return
    out = console()
    for name, value in found.items():
        if not isinstance(value, dict):
            out.print(Text(f"{name:<12} {clean(f'{value:,}' if isinstance(value, int) else value)}"))
    rows = [(str(reader), f"{number:,}") for reader, number in found["readers"].items()]
    out.print()
    out.print(table("", {"reader": {}, "documents": {"justify": "right"}}, rows))


@ledger.command()
@json_option
@ledger_option
def check(as_json: bool, ledger: str | None) -> None:
    """Look at every row: whether all that belongs together is there and says the same.

    Foreign keys; every span of evidence against its document's text; events against their reports; the indexes of
    words. Exit status 1 where something is wrong. Nothing is changed.
    """
    from dragoman.ledger import Ledger

    with Ledger(ledger, create=False) as kept:
        found = kept.check()
    if as_json:
        print_json({"ok": not found.problems, **found.as_json()})
    else:
        out = console()
        for problem in found.problems:
            out.print(Text(f"{problem.kind}: {clean(problem.row)}: {clean(problem.message)}", style="red"))
        looked = (
            f"{found.documents:,} documents, {found.reports:,} reports, {found.events:,} events, {found.spans:,} spans"
        )
        out.print(f"{looked}: {'all right' if not found.problems else f'{len(found.problems):,} problems'}")
    if found.problems:
        sys.exit(1)


@ledger.command()
@ledger_option
def reindex(ledger: str | None) -> None:
    """Make the indexes of words anew, where `check` finds them wrong."""
    from dragoman.ledger import Ledger

    with Ledger(ledger, create=False) as kept:
        kept.reindex()


@ledger.command()
@click.argument("file", metavar="FILE", type=click.Path())
@ledger_option
def backup(file: str, ledger: str | None) -> None:
    """Copy the ledger to FILE, in one state of it, while others may go on reading and writing.

    FILE is itself a ledger in SQLite, from PostgreSQL too: `dragoman events --ledger FILE` asks it. A file that exists
    is never overwritten.
    """
    from dragoman.ledger import Ledger

    with Ledger(ledger, create=False) as kept:
        kept.back_up(file)


@ledger.command()
@click.argument("file", metavar="FILE", type=click.Path())
@click.option("--replace", is_flag=True, help="Throw away what the ledger holds.")
@ledger_option
def restore(file: str, replace: bool, ledger: str | None) -> None:
    """Fill the ledger from a backup: all of it, or nothing.

    The ledger may be in either database, so that this also moves a ledger from SQLite to PostgreSQL. It must be
    empty, unless it is to be replaced.
    """
    from dragoman.ledger import Ledger

    with Ledger(ledger) as kept:
        kept.restore(file, replace=replace)
