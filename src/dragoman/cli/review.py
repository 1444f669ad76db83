"""`dragoman review`: judge events, in a dialogue or with one command each; list, take back and export judgements."""

from __future__ import annotations

import getpass
import json
import os
from functools import wraps
from typing import TYPE_CHECKING, Any

import click
from rich.text import Text

from dragoman.cli.output import clean, console, json_option, ledger_option, print_json, table

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from dragoman.ledger import Change, Judgement, Ledger, Review

note_option = click.option("--note", help="Why; kept with the judgement.")
who_option = click.option("--who", help="Who judges; without it, the name of your account.")


class _Review(click.Group):
    """`dragoman review ID` judges the event; `dragoman review` alone begins a dialogue."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = ["judge", *args]
        return super().resolve_command(ctx, args)


@click.group(cls=_Review, invoke_without_command=True)
@click.pass_context
def review(ctx: click.Context) -> None:
    """Judge events: right or wrong, the same or not, who is who, what a field should say.

    Judgements are logged with who, when and why; they outlast reading again, and each can be taken back.

    \b
    dragoman review                            goes through events, the least sure first
    dragoman review ID --wrong --note "a rehearsal"
    dragoman review same ID ID                 they are one event
    dragoman review set ID date 2021-08-24
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(next_)


def _judging(command: Callable[..., int]) -> Callable[..., None]:
    """Give a command the review to judge in, with the options of every judgement, and say which number it got."""

    @note_option
    @who_option
    @ledger_option
    @wraps(command)
    def run(who: str | None, ledger: str | None, **given: Any) -> None:
        from dragoman.ledger import Ledger

        with Ledger(ledger, create=False) as kept:
            number = command(_review(kept, who), **given)
        click.echo(f"judgement {number}; take it back with: dragoman review undo {number}")

    return run


def _review(ledger: Ledger, who: str | None) -> Review:
    from dragoman.ledger import Review

    return Review(ledger, who or os.environ.get("DRAGOMAN_USER") or getpass.getuser())


@review.command()
@click.argument("event", metavar="ID")
@click.option("--right", "verdict", flag_value="right", help="It took place as it says.")
@click.option("--wrong", "verdict", flag_value="wrong", help="There was no such event: it is listed no more.")
@_judging
def judge(to: Review, event: str, verdict: str | None, note: str | None) -> int:
    """Say that an event is right or wrong. `dragoman review ID` is short for it."""
    if verdict is None:
        raise click.UsageError("say --right or --wrong")
    return to.right(event, note) if verdict == "right" else to.wrong(event, note)


@review.command()
@click.argument("event", metavar="ID")
@click.argument("other", metavar="ID")
@_judging
def same(to: Review, event: str, other: str, note: str | None) -> int:
    """Say that two events are one."""
    return to.same(event, other, note)


@review.command()
@click.argument("event", metavar="ID")
@click.argument("other", metavar="ID")
@_judging
def different(to: Review, event: str, other: str, note: str | None) -> int:
    """Say that two events are not one, whatever is read later."""
    return to.different(event, other, note)


@review.command()
@click.argument("event", metavar="ID")
@click.argument("documents", metavar="DOCUMENT…", nargs=-1, required=True)
@_judging
def split(to: Review, event: str, documents: tuple[str, ...], note: str | None) -> int:
    """Say that these documents tell of another event than the others of ID do."""
    return to.split(event, documents, note)


@review.command()
@click.argument("name", metavar="NAME")
@click.argument("is_", metavar="NAME")
@_judging
def actor(to: Review, name: str, is_: str, note: str | None) -> int:
    """Say that the person of the first name is the one of the second."""
    return to.actor(name, is_, note)


@review.command("set")
@click.argument("event", metavar="ID")
@click.argument("field", metavar="FIELD")
@click.argument("value", metavar="VALUE")
@_judging
def set_(to: Review, event: str, field: str, value: str, note: str | None) -> int:
    """Correct a field of an event: date, form, status, channel, background, place, place_country, occasion, a, b.

    \b
    dragoman review set ID date 2021-08-24..2021-08-26
    dragoman review set ID a PRK,CHN
    """
    return to.set(event, field, value, note)


@review.command()
@click.argument("number", metavar="N", type=int)
@_judging
def undo(to: Review, number: int, note: str | None) -> int:
    """Take back judgement N."""
    return to.undo(number, note)


@review.command()
@json_option
@ledger_option
def log(as_json: bool, ledger: str | None) -> None:
    """List judgements: who, when, what, why, and whether each still holds."""
    from dragoman.ledger import Ledger

    with Ledger(ledger, create=False) as kept:
        rows = _review(kept, None).log()
    if as_json:
        print_json([row.as_json() for row in rows])
        return
    columns: dict[str, dict[str, Any]] = {
        "": {"justify": "right"},
        "when": {"no_wrap": True},
        "who": {},
        "judgement": {},
        "events": {"style": "dim"},
        "note": {"ratio": 1},
    }
    out = console()
    out.print(table("", columns, map(_cells, rows)) if rows else Text("no judgements", style="dim"))


def _cells(row: Judgement) -> tuple[str | Text, ...]:
    what = row.kind
    if row.undoes is not None:
        what += f" {row.undoes}"
    elif row.value is not None:
        what += " " + _value(row.value)
    events = " ".join(row.events) + (f" ({row.adrift} reports adrift)" if row.adrift else "")
    shown = Text(clean(what), style="" if row.in_force else "strike dim")
    return str(row.number), row.at[:16].replace("T", " "), clean(row.who), shown, events, clean(row.note)


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} = {item}" for name, item in value.items())
    return " is ".join(map(str, value)) if isinstance(value, list) else str(value)


@review.command()
@click.option("-o", "--output", metavar="FILE", type=click.File("w", encoding="utf-8"), default="-", help="Write here.")
@ledger_option
def export(output: Any, ledger: str | None) -> None:
    """Write judgements that hold as training data: one line of JSON each, with the reports that it is of."""
    from dragoman.ledger import Ledger

    with Ledger(ledger, create=False) as kept:
        for row in _review(kept, None).training():
            output.write(json.dumps(row, ensure_ascii=False) + "\n")


@review.command()
@click.option("--limit", type=click.IntRange(1), default=200, show_default=True, help="At most this many.")
@json_option
@ledger_option
def changes(limit: int, as_json: bool, ledger: str | None) -> None:
    """List what another reader, or another text, changed in documents that were read before, the latest first."""
    from dragoman.ledger import Ledger

    with Ledger(ledger, create=False) as kept:
        rows = list(kept.changes(limit))
    if as_json:
        print_json([row.as_json() for row in rows])
        return
    columns: dict[str, dict[str, Any]] = {
        "document": {"style": "dim"},
        "readers": {"style": "dim"},
        "report": {},
        "change": {"ratio": 1},
    }
    out = console()
    out.print(table("", columns, map(_change, rows)) if rows else Text("no changes", style="dim"))


def _change(row: Change) -> tuple[str | Text, ...]:
    what = row.kind if row.field is None else f"{row.field}: {row.before or 'nothing'} → {row.after or 'nothing'}"
    report = f"{row.form} “{clean(row.trigger)}”"
    return clean(row.document), clean(f"{row.old_reader} → {row.new_reader}"), report, clean(what)


@review.command("next")
@click.option("--pairs", is_flag=True, help="Two events at a time that may be one.")
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="At most this many.")
@who_option
@ledger_option
def next_(pairs: bool = False, limit: int = 100, who: str | None = None, ledger: str | None = None) -> None:
    """Go through events that nobody judged, the least sure first. `dragoman review` is short for it."""
    from dragoman.ledger import Ledger

    with Ledger(ledger, create=False) as kept:
        judged = _pairs(kept, _review(kept, who), limit) if pairs else _events(kept, _review(kept, who), limit)
    click.echo(f"{judged} judged")


def _events(ledger: Ledger, to: Review, limit: int) -> int:
    judged = 0
    for event in to.doubtful(limit):
        _show(console(), ledger, event)
        answer = _ask("right, wrong, field, skip or quit", "rwfsq")
        if answer == "q":
            break
        if answer == "f":
            field, value = click.prompt("field"), click.prompt("value")
            to.set(event, field, value, _why())
        elif answer in "rw":
            (to.right if answer == "r" else to.wrong)(event, _why())
        judged += answer != "s"
    return judged


def _pairs(ledger: Ledger, to: Review, limit: int) -> int:
    from dragoman.errors import LedgerError

    judged = 0
    for one, other, _ in to.doubtful_pairs(limit):
        try:
            for event in (one, other):
                _show(console(), ledger, event)
        except LedgerError:
            # It went into another one by an answer just given.
            continue
        answer = _ask("same, different, leave or quit", "sdlq")
        if answer == "q":
            break
        if answer in "sd":
            (to.same if answer == "s" else to.different)(one, other, _why())
            judged += 1
    return judged


def _show(out: Console, ledger: Ledger, event: str) -> None:
    from dragoman.cli.ledger import print_event

    out.rule(style="dim")
    print_event(out, ledger.show(event))


def _ask(question: str, letters: str) -> str:
    answer: str = click.prompt(question, type=click.Choice(list(letters)), show_choices=True)
    return answer


def _why() -> str | None:
    return click.prompt("why (Enter for nothing)", default="", show_default=False) or None
