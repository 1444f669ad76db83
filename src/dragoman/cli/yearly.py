"""`dragoman calendar` and `dragoman precedents`: what comes back each year, and what is like what was before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.text import Text

from dragoman.cli.ledger import days
from dragoman.cli.options import Code, day
from dragoman.cli.output import clean, console, json_option, ledger_option, print_json, table
from dragoman.vocabulary import FORMS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from rich.console import Console

    from dragoman.analysis.precedents import Precedent
    from dragoman.analysis.recurring import Recurring
    from dragoman.ledger import EventDetail


@click.command()
@click.option("--about", type=Code(), multiple=True, help="Only of this country or organisation (PRK, ASEAN).")
@click.option("--with", "with_", type=Code(), multiple=True, help="Only with this one on the other side.")
@click.option("--form", type=click.Choice(list(FORMS)), multiple=True, help="Only of this form.")
@click.option("--years", type=click.IntRange(2), default=3, show_default=True, help="Seen in at least so many years.")
@click.option("--after", type=day, help="The next dates after this day; default: the last day that was read.")
@click.option("--plot", type=click.Path(dir_okay=False, path_type=Path), help="Draw to this .png or .svg file.")
@json_option
@ledger_option
def calendar(
    about: tuple[str, ...],
    with_: tuple[str, ...],
    form: tuple[str, ...],
    years: int,
    after: datetime | None,
    plot: Path | None,
    as_json: bool,
    ledger: str | None,
) -> None:
    """List what comes back each year, when it is next due, what usually happens and who comes.

    An occasion counts where one form of event between two sides falls into the same days in several years, more
    often than chance would have it. "Likely" is the chance that it takes place, by the years so far.

    \b
    dragoman calendar --about PRK --with RUS
    dragoman calendar --about PRK --form message --plot calendar.png
    """
    from dragoman.analysis import Contacts, dated_events, recurring
    from dragoman.ledger import Ledger

    with Ledger(ledger, create=False) as kept:
        contacts = Contacts.of(kept)
        events = dated_events(kept, contacts, about=about, with_=with_)
        chosen = [each for each in events if not form or each.row.form in form]
        found = recurring(kept, contacts, chosen, after.date() if after else None, years=years)
        if about:
            found = [each for each in found if {each.a, each.b} & set(about)]
    if plot:
        if not found:
            raise click.ClickException("nothing that recurs: nothing to draw")
        from dragoman.analysis.pictures import draw_calendar

        draw_calendar(found, plot)
    if as_json:
        print_json([each.as_json() for each in found])
    else:
        _print_calendar(console(), found)


def _print_calendar(out: Console, found: Sequence[Recurring]) -> None:
    if not found:
        out.print("nothing that comes back in so many years", style="dim")
        return
    columns: dict[str, dict[str, Any]] = {
        "next due": {"no_wrap": True},
        "likely": {"justify": "right"},
        "form": {"no_wrap": True},
        "a": {"no_wrap": True},
        "b": {"no_wrap": True},
        "occasion": {"ratio": 2},
        "seen in": {"ratio": 1},
        "rank": {"justify": "right"},
        "who": {"ratio": 2},
    }
    rows = [
        (
            days(each.next.first, each.next.last),
            f"{each.next.chance:.0%}",
            each.form.replace("_", " "),
            each.a,
            each.b,
            each.name,
            f"{' '.join(map(str, each.years))} (of {len(each.years_read)})",
            str(each.rank or ""),
            "; ".join(f"{guest.country}: {', '.join(guest.names[:2])}" for guest in each.guests if guest.names),
        )
        for each in found
    ]
    out.print(table("", columns, rows))
    out.print(f"{len(found):,} {'occasion' if len(found) == 1 else 'occasions'}", style="dim")


@click.command()
@click.argument("event", metavar="ID")
@click.option("--limit", type=click.IntRange(1, 50), default=10, show_default=True, help="At most this many.")
@json_option
@ledger_option
def precedents(event: str, limit: int, as_json: bool, ledger: str | None) -> None:
    """List the earlier events most like this one, and what makes them alike.

    ID is an event's, as `dragoman events` lists it, or the first characters of it. Compared are form, countries,
    who acts on whom, occasion, rank, place and the words of the sentences; the score is from 0 to 1.

    \b
    dragoman precedents 5066bb47
    """
    from dragoman.analysis import precedents as nearest
    from dragoman.ledger import Ledger

    with Ledger(ledger, create=False) as kept:
        asked = kept.show(event)
        found = nearest(kept, asked.event.id, limit)
    if as_json:
        print_json({"event": asked.event.as_json(), "precedents": [each.as_json() for each in found]})
    else:
        _print_precedents(console(), asked, found)


def _print_precedents(out: Console, asked: EventDetail, found: Sequence[Precedent]) -> None:
    row = asked.event
    when = days(row.first, row.last) or "undated"
    head = f"{row.form.replace('_', ' ')} · {when} · {' '.join(row.a)} – {' '.join(row.b)}"
    out.print(Text(clean(f"before {row.id}: {head}"), style="bold"))
    if not found:
        out.print("no precedent", style="dim")
        return
    columns: dict[str, dict[str, Any]] = {
        "event": {"no_wrap": True, "style": "dim"},
        "date": {"no_wrap": True},
        "score": {"justify": "right"},
        "form": {"no_wrap": True},
        "a": {"ratio": 2},
        "b": {"ratio": 2},
        "why": {"ratio": 5},
    }
    rows = [
        (
            each.event.id,
            days(each.event.first, each.event.last) or str(each.day),
            f"{each.score:.2f}",
            each.event.form.replace("_", " "),
            f"{' '.join(each.event.a)} {', '.join(each.event.a_names[:2])}",
            f"{' '.join(each.event.b)} {', '.join(each.event.b_names[:2])}",
            "; ".join(each.why),
        )
        for each in found
    ]
    out.print(table("", columns, rows))
