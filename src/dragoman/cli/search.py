"""`dragoman search`: documents, or sentences of evidence, that hold some words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.text import Text

from dragoman.cli.options import day
from dragoman.cli.output import COLOURS, clean, console, json_option, ledger_option, print_json

if TYPE_CHECKING:
    from datetime import datetime

    from rich.console import Console

    from dragoman.ledger import Found


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@click.option("--evidence", is_flag=True, help="Only in titles and in sentences that an event rests on.")
@click.option("--outlet", help="Of this outlet.")
@click.option("--since", type=day, help="Published on this day or later (2021-06-01).")
@click.option("--until", type=day, help="Published on this day or earlier.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="At most so many documents.")
@json_option
@ledger_option
def search(
    words: tuple[str, ...],
    evidence: bool,
    outlet: str | None,
    since: datetime | None,
    until: datetime | None,
    limit: int,
    as_json: bool,
    ledger: str | None,
) -> None:
    """Find documents that hold all of WORDS, the best first, with the sentences that hold them.

    Case and accents do not matter. Words between double quotes must follow each other.

    \b
    dragoman search embassy exhibition
    dragoman search '"photo exhibition"' --evidence --since 2021-06-01
    """
    from dragoman.ledger import Ledger, Search

    asked = Search(
        words=" ".join(words),
        evidence=evidence,
        outlet=outlet,
        since=since.date() if since else None,
        until=until.date() if until else None,
        limit=limit,
    )
    with Ledger(ledger, create=False) as kept:
        found = kept.search(asked)
    if as_json:
        print_json([each.as_json() for each in found])
        return
    out = console()
    for each in found:
        _print(out, each)
    out.print(f"{len(found):,} {'document' if len(found) == 1 else 'documents'}", style="dim")


def _print(out: Console, found: Found) -> None:
    head = Text(f"{clean(found.outlet) or 'unnamed outlet'}, {found.published or 'no date'}", style="bold")
    head.append(f"  {clean(found.title)}", style="not bold")
    head.append(f"  {clean(found.document)}", style="not bold dim")
    out.print(head)
    for snippet in found.snippets:
        shown = Text("".join(c if c.isprintable() else " " for c in snippet.text))
        for start, end in snippet.marks:
            shown.stylize(COLOURS["found"], start - snippet.start, end - snippet.start)
        out.print(Text("  … ") + shown)
    if found.events:
        out.print(Text("  events: " + " ".join(found.events), style="dim"))
    out.print()
