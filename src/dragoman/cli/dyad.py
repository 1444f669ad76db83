"""`dragoman dyad`: at what level, through which channels and on whose initiative two sides dealt with each other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.text import Text

from dragoman.cli.options import Code, day
from dragoman.cli.output import clean, console, json_option, ledger_option, print_json, table
from dragoman.vocabulary import DEFINITIONS, countries

if TYPE_CHECKING:
    from datetime import datetime

    from rich.console import Console

    from dragoman.analysis.levels import Balance, Levels
    from dragoman.analysis.network import Network

#: Rows of the tables of pairs and actors.
ROWS = 10


@click.command()
@click.argument("a", type=Code(), metavar="A")
@click.argument("b", type=Code(), metavar="B", required=False)
@click.option("--since", type=day, help="From this day on (2021-06-01).")
@click.option("--until", type=day, help="Up to this day.")
@click.option("--plot", type=click.Path(dir_okay=False, path_type=Path), help="Draw to this .png or .svg file.")
@json_option
@ledger_option
def dyad(
    a: str,
    b: str | None,
    since: datetime | None,
    until: datetime | None,
    plot: Path | None,
    as_json: bool,
    ledger: str | None,
) -> None:
    """Say how A and B dealt with each other: channels, forms, ranks, initiative, hosts, and who met whom.

    A and B are countries or organisations, by code or name; without B, all others are the other side. With --json
    the network of actors with its centralities comes whole.

    \b
    dragoman dyad PRK RUS --since 2019-01-01 --until 2021-12-31
    dragoman dyad PRK CHN --plot levels.svg
    """
    from dragoman.analysis import Contacts, actors, dated_events, levels
    from dragoman.ledger import Ledger

    if a == b:
        raise click.UsageError(f"{a} with itself is no dyad")
    with Ledger(ledger, create=False) as kept:
        contacts = Contacts.of(kept)
        found = levels(kept, contacts, a, b, since.date() if since else None, until.date() if until else None)
        network = actors(kept, found.events)
        if plot:
            from dragoman.analysis.pictures import draw_levels

            draw_levels(found, dated_events(kept, contacts, about=(a,)), plot)
    if as_json:
        print_json(found.as_json() | {"network": network.as_json()})
    else:
        _print(console(), found, network)


def _label(code: str | None) -> str:
    if code is None:
        return "all others"
    return countries()[code].label if code in countries() else code


def _print(out: Console, found: Levels, network: Network) -> None:
    title = f"{_label(found.a)} with {_label(found.b)}, {found.since} to {found.until}"
    out.print(Text(title, style="bold"))
    number = f"{len(found.events):,} {'event' if len(found.events) == 1 else 'events'}"
    out.print(Text(f"{number}; {found.documents_read:,} documents read", style="dim"))
    if not found.events:
        return
    out.print()
    _print_measures(out, found)
    wide: dict[str, Any] = {"justify": "right"}
    for title, rows in (("channel", found.channels), ("form", found.forms[:ROWS])):
        out.print()
        cells = [(row.name.replace("_", " "), f"{len(row.events):,}", f"{row.share:.0%}") for row in rows]
        out.print(table("", {title: {"min_width": 20}, "events": wide, "share": wide}, cells))
    if found.pairs:
        out.print()
        pairs = [
            (
                _person(pair.a.name, pair.a.title, pair.a.rank),
                _person(pair.b.name, pair.b.title, pair.b.rank),
                f"{len(pair.events):,}",
                " ".join(pair.events[:3]),
            )
            for pair in found.pairs[:ROWS]
        ]
        sides: dict[str, dict[str, Any]] = {f"of {_label(found.a)}": {}, f"of {_label(found.b)}": {}}
        out.print(table("who dealt with whom", sides | {"events": wide, "ids": {"style": "dim"}}, pairs))
    if network.actors:
        out.print()
        actors = [
            (
                actor.name,
                actor.country,
                f"{actor.events:,}",
                f"{actor.partners:,}",
                f"{actor.betweenness:.3f}",
                f"{actor.pagerank:.3f}",
            )
            for actor in network.actors[:ROWS]
        ]
        columns = {"actor": {}, "of": {}, "events": wide, "partners": wide, "betweenness": wide, "PageRank": wide}
        out.print(table("most central actors", columns, actors))


def _print_measures(out: Console, found: Levels) -> None:
    rank = DEFINITIONS["ranks"]
    for name, value in (
        (
            "highest rank sent",
            "; ".join(
                f"{_label(code)} {level} ({rank[str(level)].rstrip('.').lower()})"
                for code, level in ((found.a, found.highest_a), (found.b, found.highest_b))
                if level
            ),
        ),
        ("both at their highest", " ".join(found.highest[-6:])),
        (
            "events by highest rank",
            ", ".join(f"rank {level}: {len(events):,}" for level, events in found.ranks.items()),
        ),
        ("who acts on whom", _balance(found, found.initiative, "acts")),
        ("who hosts", _balance(found, found.hosting, "hosts")),
    ):
        if value:
            out.print(Text(f"  {name:<24} {clean(value)}"))


def _balance(found: Levels, balance: Balance, verb: str) -> str:
    if balance.share is None:
        return ""
    return (
        f"{_label(found.a)} {verb} in {len(balance.a):,}, {_label(found.b)} in {len(balance.b):,} "
        f"({balance.share:.0%} to {1 - balance.share:.0%})"
    )


def _person(name: str, title: str | None, rank: int | None) -> str:
    about = ", ".join(filter(None, (title, f"rank {rank}" if rank else "")))
    return f"{name} ({about})" if about else name
