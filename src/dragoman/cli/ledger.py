"""`dragoman events`, `show` and `stats`: what the ledger holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from rich.text import Text

from dragoman.cli.filters import event_filters
from dragoman.cli.output import (
    COLOURS,
    clean,
    console,
    csv_option,
    json_option,
    ledger_option,
    print_csv,
    print_json,
    table,
)
from dragoman.ledger.rows import LISTED
from dragoman.vocabulary import DEFINITIONS, FORMS, countries

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.ledger import EventDetail, EventQuery, EventRow, ReportDetail


#: Width of the labels of an event in full, in columns: that of the longest name of a form's side.
LABEL = 5 + max(len(called) for form in FORMS.values() for called in (form.a, form.b))


@click.command()
@event_filters
@json_option
@csv_option
@ledger_option
def events(query: EventQuery, as_json: bool, as_csv: bool, ledger: str | None) -> None:
    """List events, the earliest first.

    Filters that are given more than once ask for any of them; different filters ask for all.

    \b
    dragoman events --about PRK --with RUS --since 2021-06-01
    dragoman events --about PRK --form visit --form meeting --rank 2 --csv
    dragoman events --text "photo exhibition" --json
    """
    from dragoman.ledger import Ledger

    with Ledger(ledger, create=False) as kept:
        rows = kept.events(query)
        if as_json:
            print_json([row.as_json() for row in rows])
        elif as_csv:
            print_csv((row.as_json() for row in rows), LISTED)
        else:
            print_events(console(), list(rows))


def print_events(out: Console, rows: list[EventRow]) -> None:
    """Print events as a table with their number below; one without a day stands at that of its first report."""
    if not rows:
        out.print("no events", style="dim")
        return
    told = any(row.first is None and row.told for row in rows)
    columns: dict[str, dict[str, Any]] = {
        "event": {"no_wrap": True, "style": "dim", "min_width": 8},
        "date": {"no_wrap": True, "min_width": 12 if told else 10},
        "form": {"no_wrap": True, "min_width": 8},
        "a": {"ratio": 3, "overflow": "ellipsis", "no_wrap": True},
        "b": {"ratio": 3, "overflow": "ellipsis", "no_wrap": True},
        "where": {"ratio": 1, "overflow": "ellipsis", "no_wrap": True},
        "rank": {"justify": "right", "min_width": 4},
        "reports": {"justify": "right", "min_width": 7},
    }
    rows = sorted(rows, key=lambda row: str(row.first or row.told or "~"))
    out.print(table("", columns, map(_cells, rows)))
    if told:
        out.print("(day) the first report; of the act itself no day is told", style="dim")
    out.print(f"{len(rows):,} {'event' if len(rows) == 1 else 'events'}", style="dim")


def _cells(row: EventRow) -> tuple[str | Text, ...]:
    form = Text(row.form.replace("_", " "))
    if row.status != "occurred":
        form.append(f" ({row.status})", style="yellow")
    if row.background:
        form.append(" (background)", style="dim")
    return (
        row.id,
        days(row.first, row.last) or (Text(f"({row.told})", style="dim") if row.told else ""),
        form,
        _side(row.a, row.a_names),
        _side(row.b, row.b_names),
        row.place or "",
        str(row.rank or ""),
        str(row.reports),
    )


def _side(codes: tuple[str, ...], names: tuple[str, ...]) -> Text:
    cell = Text(" ".join(codes) or "?", style="bold")
    if names:
        cell.append(" " + clean(", ".join(names)), style="not bold")
    return cell


def days(first: object, last: object) -> str:
    """A range of days as people write it: one day, "2021-06", "2021", or both ends."""
    if first is None:
        return ""
    start, end = str(first), str(last)
    if start == end:
        return start
    if start[:4] == end[:4] and start.endswith("-01-01") and end.endswith("-12-31"):
        return start[:4]
    if start[:7] == end[:7] and start.endswith("-01") and int(end[-2:]) >= 28:
        return start[:7]
    same = 8 if start[:7] == end[:7] else 5 if start[:4] == end[:4] else 0
    return f"{start}–{end[same:]}"


@click.command()
@click.argument("event", metavar="ID")
@click.option(
    "--provenance", is_flag=True, help="Tell of each value which document, span, reader or judgement it is of."
)
@json_option
@ledger_option
def show(event: str, provenance: bool, as_json: bool, ledger: str | None) -> None:
    """Print one event with its sentences, the evidence marked in colour, and who reported it.

    ID is an event's, as `dragoman events` lists it, or the first characters of it.
    """
    from dragoman.ledger import Ledger

    with Ledger(ledger, create=False) as kept:
        detail = kept.show(event)
    if as_json:
        print_json(detail.as_json())
    else:
        print_event(console(), detail)
        if provenance:
            _print_provenance(console(), detail)


def print_event(out: Console, detail: EventDetail) -> None:
    """Print one event: its fields, then each report with its sentences."""
    row = detail.event
    form = FORMS[row.form]
    out.print(Text(f"{row.form.replace('_', ' ')} · {days(row.first, row.last) or 'undated'} · {row.id}", style="bold"))
    out.print(Text(f"{form.type}: {form.definition}", style="dim"))
    out.print()
    for label, participants in ((f"a  ({form.a})", detail.a), (f"b  ({form.b})", detail.b)):
        for participant in participants:
            line = Text(f"  {label:<{LABEL}} ")
            line.append(_label(participant.country), style="bold")
            line.append("  " + clean(participant.text))
            if participant.title and participant.title not in participant.text:
                line.append(f", {clean(participant.title)}", style="dim")
            if participant.rank:
                line.append(f"  rank {participant.rank}", style="dim")
            out.print(line)
            label = ""
    for name, value in (
        ("where", " · ".join(filter(None, (clean(row.place), _label(row.place_country) if row.place_country else "")))),
        ("occasion", clean(row.occasion)),
        ("channel", row.channel.replace("_", " ")),
        ("status", f"{row.status} ({DEFINITIONS['statuses'][row.status]})" if row.status != "occurred" else ""),
        ("confidence", f"{row.confidence:.2f}"),
        ("sources", _sources(row)),
        ("judged", row.verdict or ""),
    ):
        if value:
            out.print(Text(f"  {name:<{LABEL}} {value}"))
    for step in detail.history:
        told = f"{step.published or 'no date'}  {step.status}  ({clean(', '.join(step.documents))})"
        out.print(Text(f"  {'what became of it':<{LABEL}} {told}"))
    for disagreement in detail.disagreements:
        out.print(Text(f"  reports disagree: {clean(disagreement)}", style="yellow"))
    for report in detail.reports:
        out.print()
        _print_report(out, report)


def _sources(row: EventRow) -> str:
    if row.reports == 1:
        return ""
    return f"{row.reports} reports in {row.documents} documents; {row.independent} independent"


def _print_provenance(out: Console, detail: EventDetail) -> None:
    columns: dict[str, dict[str, Any]] = {
        "field": {"no_wrap": True},
        "value": {"overflow": "ellipsis", "no_wrap": True},
        "rests on": {"ratio": 1},
        "where": {"overflow": "fold", "style": "dim"},
        "reader": {"style": "dim"},
    }
    rows = []
    for one in detail.provenance:
        if one.judgement is not None:
            where = ("", f"judgement {one.judgement}", "", "")
        else:
            where = (
                "",
                f"\u201c{clean(one.text)}\u201d",
                f"{clean(one.document)} [{one.start}:{one.end}]",
                one.reader or "",
            )
        rows.append((one.field, clean(one.value), *where[1:]))
    out.print()
    out.print(table("", columns, rows))


def _label(code: str | None) -> str:
    if code is None:
        return "?"
    return countries()[code].label if code in countries() else code


def _print_report(out: Console, report: ReportDetail) -> None:
    head = Text(f"  {clean(report.outlet) or 'unnamed outlet'}, {report.published or 'no date'}", style="bold")
    head.append(f"  {report.document}", style="not bold dim")
    if report.copy_of:
        head.append(f"  a copy of {clean(report.copy_of)}", style="not bold dim")
    if report.reported_by:
        head.append("  according to " + clean("; ".join(report.reported_by)), style="not bold italic")
    out.print(head)
    if report.place and report.place.latitude is not None:
        at = report.place
        out.print(Text(f"    {clean(at.name)} ({at.precision}), {at.latitude:.2f} {at.longitude:.2f}", style="dim"))
    if report.dating:
        _print_dating(out, report)
    for sentence in report.sentences:
        shown = Text(sentence.text.replace("\n", " "))
        for span in sentence.evidence:
            shown.stylize(COLOURS[span.role], span.start - sentence.start, span.end - sentence.start)
        shown.plain = "".join(c if c.isprintable() else " " for c in shown.plain)
        out.print(Text("    ") + shown)


def _print_dating(out: Console, report: ReportDetail) -> None:
    """How an undated document's act was dated, or what is known of its day."""
    found = report.dating
    if found is None:
        return
    if found.inferred:
        first, last = report.first, report.last
        shown = f"{first:%A} {first}" if first == last else days(first, last)
        out.print(Text(f"    date inferred: {shown}, from", style="yellow"))
    elif found.candidates:
        several = ", ".join(days(*each) for each in found.candidates)
        out.print(Text(f"    date open: one of {several}, from", style="yellow"))
    else:
        out.print(Text("    date open; what is known of it:", style="yellow"))
    for each in found.constraints:
        source = "" if each["source"] == "text" else f" [{each['source']}]"
        said = (
            f"“{clean(each['text'])}”: {clean(each['says'])}" if each["kind"] == "anniversary" else clean(each["says"])
        )
        out.print(Text(f"      {said}{source}", style="dim"))


@click.command()
@json_option
@ledger_option
def stats(as_json: bool, ledger: str | None) -> None:
    """Say how much the ledger holds, of which outlets and days, and of which forms."""
    from dragoman.ledger import Ledger

    with Ledger(ledger, create=False) as kept:
        found = kept.stats()
    if as_json:
        print_json(found.as_json())
        return
    out = console()
    for name, value in found.as_json().items():
        if isinstance(value, dict):
            out.print()
            rows = [(str(key), f"{number:,}") for key, number in value.items()]
            columns: dict[str, dict[str, Any]] = {name.replace("_", " "): {}, "number": {"justify": "right"}}
            out.print(table("", columns, rows[:20]))
        elif not isinstance(value, list):
            shown = f"{value:,}" if isinstance(value, int) else str(value if value is not None else "–")
            out.print(Text(f"{name.replace('_', ' '):<22} {clean(shown):>12}"))
