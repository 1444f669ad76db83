"""`dragoman signals` and `dragoman series`: what changed between countries, and the counts behind it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.text import Text

from dragoman.cli.options import Code, day
from dragoman.cli.output import (
    clean,
    console,
    csv_option,
    json_option,
    ledger_option,
    print_csv,
    print_json,
    table,
)
from dragoman.vocabulary import CHANNELS, FORMS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from rich.console import Console

    from dragoman.analysis import Contacts, Period, Series, Signal

#: Panels of a plot, at most.
PANELS = 6
KINDS = ("freeze", "resumption", "surge", "level", "channel", "first_contact", "missed_anniversary")
PERIODS = ("day", "week", "month", "quarter")
#: Columns of `series --csv`, in order.
COLUMNS = ("start", "end", "events", "documents_read", "exposure", "rate", "gap", "ids")

Command = Any


def _asked(command: Command) -> Command:
    """The options that say which contacts are looked at."""
    for decorate in reversed(
        (
            click.option("--with", "with_", type=Code(), multiple=True, help="Only with this one on the other side."),
            click.option("--channel", type=click.Choice(CHANNELS), multiple=True, help="Only through this channel."),
            click.option("--since", type=day, help="From this day on (2021-06-01)."),
            click.option("--until", type=day, help="Up to this day."),
            click.option(
                "--as-of", type=day, help="As it could be known at the end of this day: nothing published later."
            ),
        )
    ):
        command = decorate(command)
    return command


_period = click.option("--period", type=click.Choice(PERIODS), default="month", show_default=True, help="One bar each.")
_plot = click.option("--plot", type=click.Path(dir_okay=False, path_type=Path), help="Draw to this .png or .svg file.")


def _date(given: datetime | None) -> date | None:
    return given.date() if given else None


def _contacts(ledger: str | None, as_of: datetime | None) -> Contacts:
    from dragoman.analysis import Contacts
    from dragoman.ledger import Ledger

    with Ledger(ledger, create=False) as kept:
        return Contacts.of(kept, _date(as_of))


@click.command()
@click.option("--about", type=Code(), multiple=True, help="Contacts of this country or organisation (PRK, ASEAN).")
@_asked
@click.option("--kind", type=click.Choice(KINDS), multiple=True, help="Only signals of this kind.")
@click.option("--q", type=click.FloatRange(0, 1), help="The greatest q listed; default: 0.05, 0.25 for anniversaries.")
@_plot
@_period
@json_option
@csv_option
@ledger_option
def signals(
    about: tuple[str, ...],
    with_: tuple[str, ...],
    channel: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    as_of: datetime | None,
    kind: tuple[str, ...],
    q: float | None,
    plot: Path | None,
    period: str,
    as_json: bool,
    as_csv: bool,
    ledger: str | None,
) -> None:
    """List what changed: channels that froze, resumed or surged, new levels and ways, missed anniversaries.

    Every series of the countries asked for is tested against what was read, and q tells how sure a signal is: of
    all those of a kind with q up to 0.05, one in twenty is expected to be chance, everything looked at counted.
    --since and --until choose by the day on which a signal could first be known.

    \b
    dragoman signals --about PRK --channel in_person
    dragoman signals --about PRK --with RUS --kind freeze --kind resumption --plot silence.png
    dragoman signals --about PRK --as-of 2021-08-25 --json
    """
    from dragoman.analysis import signals as tested
    from dragoman.analysis.signal import COLUMNS as FIELDS
    from dragoman.analysis.signals import CHANNELS as ALL

    contacts = _contacts(ledger, as_of)
    found = tested(
        contacts,
        about=about,
        with_=with_,
        channels=channel or ALL,
        kinds=kind or KINDS,
        since=_date(since),
        until=_date(until),
        q=q,
    )
    if plot:
        _draw_signals(contacts, found, plot, period)
    if as_json:
        print_json([signal.as_json() for signal in found])
    elif as_csv:
        print_csv((signal.as_json() for signal in found), FIELDS)
    else:
        _print_signals(console(), found, contacts)


def _print_signals(out: Console, found: Sequence[Signal], contacts: Contacts) -> None:
    from dragoman.analysis.signal import in_words, sure

    if found:
        columns: dict[str, dict[str, Any]] = {
            "known": {"no_wrap": True, "min_width": 10},
            "kind": {"no_wrap": True},
            "what changed": {"ratio": 1},
            "q": {"justify": "right", "no_wrap": True},
            "how sure": {"no_wrap": True},
            "events": {"overflow": "ellipsis", "max_width": 28},
        }
        rows = [
            (
                str(signal.known_at),
                Text(signal.kind.replace("_", " "), style="bold"),
                in_words(signal),
                f"{signal.q:.2g}",
                sure(signal.q),
                " ".join(signal.events[:3]) + (f" +{len(signal.events) - 3}" if len(signal.events) > 3 else ""),
            )
            for signal in found
        ]
        out.print(table("", columns, rows))
    read = int(contacts.exposure.documents.sum())
    number = f"{len(found):,} {'signal' if len(found) == 1 else 'signals'}" if found else "no signals"
    out.print(
        f"{number} in {len(contacts.contacts):,} contacts of {read:,} documents read, as known on {contacts.as_of}",
        style="dim",
    )


def _draw_signals(contacts: Contacts, found: Sequence[Signal], path: Path, period: str) -> None:
    from dragoman.analysis import Key, one_series
    from dragoman.analysis.plots import Panel, draw

    by_series: dict[Key, list[Signal]] = {}
    for signal in sorted(found, key=lambda each: each.chance):
        by_series.setdefault(Key(signal.a, signal.b, signal.channel), []).append(signal)
    if not by_series:
        raise click.ClickException("no signals to draw; ask for a greater --q, or draw `dragoman series --plot`")
    panels = [Panel(one_series(contacts, key), tuple(some)) for key, some in list(by_series.items())[:PANELS]]
    draw(panels, path, period)


@click.command()
@click.option("--about", type=Code(), required=True, help="Contacts of this country or organisation (PRK, ASEAN).")
@_asked
@click.option("--form", type=click.Choice(list(FORMS)), help="Of this form only.")
@click.option("--rank", type=click.IntRange(1, 5), help="At this protocol rank or higher: 1 head of state … 5 other.")
@_plot
@_period
@json_option
@csv_option
@ledger_option
def series(
    about: str,
    with_: tuple[str, ...],
    channel: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    as_of: datetime | None,
    form: str | None,
    rank: int | None,
    plot: Path | None,
    period: str,
    as_json: bool,
    as_csv: bool,
    ledger: str | None,
) -> None:
    """Count a country's contacts by day, week, month or quarter, beside what was read in that time.

    Without --with, with all others. The rate is in contacts a month at the average reading; where too little was
    read to tell, it is a gap and has none. Several values of --with or --channel make a series each.

    \b
    dragoman series --about PRK --with RUS --channel in_person --period quarter
    dragoman series --about PRK --rank 2 --plot ministers.svg
    """
    from dragoman.analysis import Key, by_period, one_series

    contacts = _contacts(ledger, as_of)
    if not contacts.exposure.days:
        raise click.ClickException("the ledger holds no document with a day of publication")
    keys = [Key(about, other, through, form, rank) for other in with_ or (None,) for through in channel or (None,)]
    made = [one_series(contacts, key) for key in keys]
    counted = [(one, by_period(one, period, _date(since), _date(until))) for one in made]
    if plot:
        from dragoman.analysis.plots import Panel, draw

        draw([Panel(one) for one in made], plot, period, _date(since), _date(until))
    if as_json:
        print_json([_head(one) | {"periods": [row.as_json() for row in rows]} for one, rows in counted])
    elif as_csv:
        lines = [_head(one) | row.as_json() for one, rows in counted for row in rows]
        print_csv(lines, ("a", "b", "channel", "form", "rank", *COLUMNS))
    else:
        for one, rows in counted:
            _print_series(console(), one, rows)


def _head(one: Series) -> dict[str, Any]:
    key = one.key
    return {"a": key.a, "b": key.b, "channel": key.channel, "form": key.form, "rank": key.rank}


def _print_series(out: Console, one: Series, rows: Sequence[Period]) -> None:
    from dragoman.analysis.plots import title

    highest = max([row.events for row in rows] + [1])
    columns: dict[str, dict[str, Any]] = {
        "from": {"no_wrap": True},
        "contacts": {"justify": "right"},
        "": {"no_wrap": True},
        "documents": {"justify": "right"},
        "a month at average reading": {"justify": "right"},
    }
    lines = [
        (
            str(row.start),
            f"{row.events:,}",
            "█" * round(24 * row.events / highest),
            f"{row.documents_read:,}",
            "not read" if row.rate is None else f"{row.rate:.1f}",
        )
        for row in rows
    ]
    out.print(table(clean(title(one)), columns, lines))
    outlets = ", ".join(dict.fromkeys(source.outlet or "unnamed" for source in one.reading.sources))
    out.print(Text(clean(f"{len(one.contacts):,} contacts, told by {outlets or 'no one'}"), style="dim"))
