"""`dragoman brief`: a page that an analyst could send on, every sentence of which cites events."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.options import Code, day
from dragoman.cli.output import json_option, ledger_option, print_json
from dragoman.errors import SettingError

if TYPE_CHECKING:
    from datetime import datetime

    from dragoman.briefs import Brief, Picture
    from dragoman.ledger import Ledger


@click.command()
@click.option("--about", type=Code(), required=True, help="On this country or organisation (PRK, ASEAN).")
@click.option("--with", "with_", type=Code(), multiple=True, help="Only its dealings with this one.")
@click.option("--since", type=day, help="From this day on (2021-06-01); default: the first that was read.")
@click.option("--until", type=day, help="Up to this day; default: the last that was read.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["markdown", "html"]),
    help="Default: html where the file's name says so, else markdown.",
)
@click.option("-o", "--output", default="-", metavar="FILE", help="Where to write; default: standard output.")
@json_option
@ledger_option
def brief(
    about: str,
    with_: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    format_: str | None,
    output: str,
    as_json: bool,
    ledger: str | None,
) -> None:
    """Write a brief: what happened, what changed, precedents, what to expect, what the sources dispute.

    Every sentence cites events by number; each event is listed below with the sentences and sources that show it.
    The HTML page is one file with its plots in it and loads nothing.

    \b
    dragoman brief --about PRK --since 2021-01-01 --until 2021-12-31
    dragoman brief --about PRK --with RUS -o brief.html
    """
    from dragoman.briefs import compose, html, markdown
    from dragoman.ledger import Ledger

    with Ledger(ledger, create=False) as kept:
        written = compose(kept, about, with_, since.date() if since else None, until.date() if until else None)
        is_page = format_ == "html" or (format_ is None and output.lower().endswith((".html", ".htm")))
        if as_json:
            print_json(written.as_json())
            return
        text = html(written, _pictures(kept, written)) if is_page else markdown(written)
    if output == "-":
        sys.stdout.write(text)
        return
    try:
        Path(output).write_text(text, encoding="utf-8")
    except OSError as error:
        raise SettingError(f"cannot write {output}: {error.strerror}") from error


def _pictures(kept: Ledger, written: Brief) -> list[Picture]:
    """Contacts in person by month with what was read, and, with one partner, the levels."""
    from dragoman.analysis import Contacts, Key, dated_events, levels, one_series
    from dragoman.analysis.pictures import draw_levels
    from dragoman.analysis.plots import Panel, draw
    from dragoman.briefs import Picture

    contacts = Contacts.of(kept)
    partner = written.with_[0] if len(written.with_) == 1 else None
    pictures = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "series.svg"
        panels = [Panel(one_series(contacts, Key(written.about, partner, how))) for how in ("in_person", "written")]
        period = "quarter" if (written.until - written.since).days > 1500 else "month"
        draw(panels, path, period, written.since, written.until)
        pictures.append(Picture(path.read_text("utf-8"), f"Contacts told, by {period}, above the documents read."))
        if partner:
            path = Path(folder) / "levels.svg"
            found = levels(kept, contacts, written.about, partner, written.since, written.until)
            draw_levels(found, dated_events(kept, contacts, about=(written.about,)), path)
            pictures.append(Picture(path.read_text("utf-8"), "Events by channel, and the highest rank in each."))
    return pictures
