"""The filters of events, the same for every command that lists or writes them."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dragoman.cli.options import Code, day
from dragoman.vocabulary import CHANNELS, FORMS, STATUSES, TYPES

if TYPE_CHECKING:
    from collections.abc import Callable

Command = TypeVar("Command", bound="Callable[..., Any]")


_OPTIONS = (
    click.option("--about", type=Code(), multiple=True, help="Events of this country or organisation (PRK, ASEAN)."),
    click.option("--with", "with_", type=Code(), multiple=True, help="… in which this one takes part too."),
    click.option("--form", type=click.Choice(list(FORMS)), multiple=True, help="Of this form."),
    click.option("--type", type=click.Choice(list(TYPES), case_sensitive=False), multiple=True, help="Of this type."),
    click.option("--channel", type=click.Choice(CHANNELS), multiple=True, help="Through this channel."),
    click.option("--status", type=click.Choice(STATUSES), multiple=True, help="With this status."),
    click.option("--since", type=day, help="On this day or later (2021-06-01)."),
    click.option("--until", type=day, help="On this day or earlier."),
    click.option(
        "--rank", type=click.IntRange(1, 5), help="At this protocol rank or higher: 1 head of state … 5 other."
    ),
    click.option("--text", help="Whose sentences or titles hold these words."),
    click.option(
        "--verdict",
        type=click.Choice(["right", "wrong", "none"]),
        multiple=True,
        help="Judged so, or not at all; without it, all but those judged wrong.",
    ),
    click.option("--limit", type=click.IntRange(1), help="At most this many."),
)
_SEVERAL = ("about", "with_", "form", "type", "channel", "status", "verdict")


def event_filters(command: Command) -> Command:
    """Give a command the options that filter events; it gets them as one argument, `query`."""

    @wraps(command)
    def filtered(*arguments: Any, **given: Any) -> Any:
        from dragoman.ledger import EventQuery

        asked = {name: given.pop(name) for name in (*_SEVERAL, "rank", "text", "limit")}
        for name in ("since", "until"):
            moment = given.pop(name)
            asked[name] = moment.date() if moment else None
        return command(*arguments, query=EventQuery(**asked), **given)

    decorated: Any = filtered
    for decorate in reversed(_OPTIONS):
        decorated = decorate(decorated)
    return decorated  # type: ignore[no-any-return]
