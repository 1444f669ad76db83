"""`dragoman evaluate`: how well a reader does on annotated documents."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click
from rich.progress import track

from dragoman.cli.output import console, json_option, print_json, table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dragoman.evaluation import Figure, Matches, Reliability

Record = dict[str, Any]


@click.command()
@click.argument("gold", metavar="GOLD.jsonl")
@click.argument("coded", required=False, metavar="[CODED.jsonl]")
@click.option(
    "--reader", default="default", show_default=True, help="Which reader codes GOLD, where CODED is not given."
)
@click.option(
    "--by", metavar="FIELD", help="Also the figures for each value of this field of the documents (source, outlet)."
)
@click.option(
    "--errors", "most", type=click.IntRange(0), default=0, help="List this many errors, each in its sentence."
)
@click.option("--kind", type=click.Choice(["missed", "spurious", "wrong"]), help="List only such errors.")
@click.option("--form", help="List only errors of this form.")
@click.option("--calibration", is_flag=True, help="Also how well the stated confidences hold.")
@click.option("--plot", metavar="FILE", help="Draw that to a .png or .svg file.")
@json_option
def evaluate(
    gold: str,
    coded: str | None,
    reader: str,
    by: str | None,
    most: int,
    kind: str | None,
    form: str | None,
    calibration: bool,
    plot: str | None,
    as_json: bool,
) -> None:
    """Compare coded documents with annotated ones, in the same format; without CODED, code GOLD's texts first.

    The figures are those of the gold standard's scorer; with them come figures by form and by field. Of two events
    that pair, a field is right where it is the same.

    \b
    dragoman evaluate dev.jsonl --by source
    dragoman evaluate dev.jsonl coded.jsonl --errors 40 --kind missed
    dragoman evaluate dev.jsonl --calibration --plot reliability.png
    """
    from dragoman.evaluation import load, matched, reliability
    from dragoman.evaluation.errors import errors, tally

    records = load(gold)
    predicted = load(coded) if coded else _code(records, reader, quiet=as_json)
    found = {name: matched(record, predicted.get(name, {})) for name, record in records.items()}
    groups: dict[str, list[Matches]] = defaultdict(list)
    if by:
        for name, record in records.items():
            groups[str(record.get(by))].append(found[name])
    mistakes = [e for e in errors(records, found) if kind in (None, e.kind) and form in (None, e.form)]
    held = reliability(found.values()) if calibration or plot else {}
    if plot:
        from dragoman.evaluation.picture import draw

        draw(held, plot, f"{len(records)} documents")
    everything = list(found.values())
    if as_json:
        print_json(_values(everything, groups, held) | {"errors": [asdict(error) for error in mistakes[:most]]})
        return
    out = console()
    out.print(_figures(f"{len(records)} documents, {sum(name in predicted for name in records)} coded", everything))
    out.print(_fields(everything))
    out.print(_forms(everything))
    for value, part in sorted(groups.items()):
        out.print(_figures(f"{by} {value}: {len(part)} documents", part, rounds=0))
    if held:
        out.print(_reliabilities(held))
    if most:
        out.print(table("errors by kind", {"": {}, "number": {"justify": "right"}},
                        [(name, str(number)) for name, number in tally(mistakes).most_common()]))  # fmt: skip
        for error in mistakes[:most]:
            out.print(f"{error.document}  {error.kind}  {error.form}  {error.told}", markup=False, style="bold")
            out.print(f"    {error.sentence}", markup=False)


def _code(records: dict[str, Record], reader: str, *, quiet: bool) -> dict[str, Record]:
    """The annotated texts as a reader codes them."""
    from dragoman.coding import coder, to_gold
    from dragoman.errors import SettingError
    from dragoman.evaluation.gold import document

    try:
        documents = [document(record) for record in records.values()]
    except ValueError as error:
        raise SettingError(str(error)) from error
    rows = coder(reader).code(track(documents, "coding", disable=quiet, console=console(), transient=True))
    return {given.id: to_gold(given, reading) for given, reading in rows}


def _values(
    everything: list[Matches], groups: dict[str, list[Matches]], held: dict[str, Reliability]
) -> dict[str, Any]:
    from dragoman.evaluation import by_form, fields, figures

    def plain(found: dict[str, Figure]) -> dict[str, Any]:
        return {
            name: asdict(figure) | {"precision": figure.precision, "recall": figure.recall, "f1": figure.f1}
            for name, figure in found.items()
        }

    return {
        "figures": plain(figures(everything)),
        "fields": {name: {"right": right, "of": of} for name, (right, of) in fields(everything).items()},
        "forms": plain(by_form(everything)),
        "by": {value: plain(figures(part, rounds=0)) for value, part in groups.items()},
        "reliability": {
            name: {
                "error": each.error,
                "by_chance": each.by_chance,
                "number": each.number,
                "bins": [asdict(one) for one in each.bins],
            }
            for name, each in held.items()
        },
    }


_NUMBERS = {"justify": "right"}


def _per_cent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.1f}"


def _row(name: str, figure: Figure) -> list[str]:
    shares = [_per_cent(share) for share in (figure.precision, figure.recall, figure.f1)]
    interval = f"{_per_cent(figure.low)} to {_per_cent(figure.high)}" if figure.low is not None else ""
    return [name, *shares, interval, str(figure.right), str(figure.coded), str(figure.gold)]


def _table(title: str, rows: Iterable[list[str]]) -> Any:
    heads = ("precision", "recall", "F1", "95 % interval", "right", "coded", "annotated")
    return table(title, {"": {}} | dict.fromkeys(heads, _NUMBERS), rows)


def _figures(title: str, documents: list[Matches], rounds: int = 500) -> Any:
    from dragoman.evaluation import figures

    return _table(title, [_row(name, figure) for name, figure in figures(documents, rounds=rounds).items()])


def _forms(documents: list[Matches]) -> Any:
    from dragoman.evaluation import by_form

    return _table("by form", [_row(name, figure) for name, figure in by_form(documents).items()])


def _fields(documents: list[Matches]) -> Any:
    """Accuracy of fields, over events whose trigger was found and over those that pair by type, countries and form."""
    from dragoman.evaluation import fields

    by_trigger, paired = fields(documents, "trigger"), fields(documents, "form")
    rows = [
        (name, *(f"{_per_cent(right / of if of else None)} of {of}" for right, of in (by_trigger[name], paired[name])))
        for name in by_trigger
    ]
    heads = {"": {}, "right, where the trigger was found": _NUMBERS, "where countries and form are right": _NUMBERS}
    return table("by field, %", heads, rows)


def _reliabilities(held: dict[str, Reliability]) -> Any:
    rows = [
        (name, f"{each.error:.3f}", f"{each.by_chance:.3f}", str(each.number),
         "  ".join(f"{one.confidence:.2f}→{one.right:.2f}" for one in each.bins))
        for name, each in held.items()
    ]  # fmt: skip
    heads = {
        "": {},
        "calibration error": _NUMBERS,
        "by chance": _NUMBERS,
        "statements": _NUMBERS,
        "stated → right, by tenths": {},
    }
    return table("confidence", heads, rows)
