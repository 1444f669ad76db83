"""`dragoman demo`: reads the shipped samples into a ledger of its own and shows what came of it."""

from __future__ import annotations

import tempfile
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.rule import Rule

from dragoman.cli.inputs import Input
from dragoman.cli.ledger import print_event, print_events
from dragoman.cli.output import console

if TYPE_CHECKING:
    from dragoman.ledger import EventRow, Ledger

SAMPLES = "korea-2019-2021.jsonl"


@click.command()
@click.option("--ledger", metavar="PATH", help="Keep the demo's ledger in this file; default: it is thrown away.")
def demo(ledger: str | None) -> None:
    """Read some ninety short texts on North Korea and its contacts, 2019 to 2021, and show the events.

    The texts were written for Dragoman on real, documented events, some with noise planted in them.
    """
    with tempfile.TemporaryDirectory() as folder:
        _show(ledger or str(Path(folder) / "demo.sqlite"))
    out = console()
    out.print(Rule("next", align="left", style="dim"))
    kept = ledger or "demo.sqlite"
    for command, what in (
        *([] if ledger else [(f"dragoman demo --ledger {kept}", "keep this ledger in a file")]),
        (f"dragoman events --with RUS --rank 2 --ledger {kept}", "contacts at the level of ministers"),
        (f"dragoman events --channel written --ledger {kept}", "what went on behind closed borders"),
        ("dragoman read your-articles.jsonl", "a ledger of your own"),
    ):
        out.print(f"  {command:<58} {what}")


def _show(path: str) -> None:
    from dragoman.coding import code, coder
    from dragoman.ledger import EventQuery, Ledger

    out = console()
    with as_file(files("dragoman.samples").joinpath(SAMPLES)) as samples, Ledger(path) as kept:
        given = Input((str(samples),), "jsonl", None, None, quiet=False)
        out.print(
            Rule("dragoman read: ninety-seven texts, North Korea's contacts, 2019–2021", align="left", style="dim")
        )
        with given.progress("reading") as counted:
            kept.add_many(counted(code(given.documents())), reader=coder().reader.version)
        stats = kept.stats()
        out.print(
            f"{stats.documents} documents ({stats.documents_not_coded} not in English, not coded), "
            f"{stats.reports} reports, {stats.events} events\n"
        )
        out.print(Rule("dragoman events --about PRK", align="left", style="dim"))
        print_events(out, list(kept.events(EventQuery(about=("PRK",)))))
        main = _main_event(kept)
        if main is not None:
            out.print(Rule(f"dragoman show {main.id}", align="left", style="dim"))
            print_event(out, kept.show(main.id))
            out.print()


def _main_event(kept: Ledger) -> EventRow | None:
    """The embassy exhibition of August 2021, as most reports tell it."""
    from datetime import date

    from dragoman.ledger import EventQuery

    query = EventQuery(about=("RUS",), form=("cultural_event",), since=date(2021, 8, 1), until=date(2021, 8, 31))
    return max(kept.events(query), key=lambda row: (row.reports, row.confidence), default=None)
