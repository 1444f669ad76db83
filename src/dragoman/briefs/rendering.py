"""A brief as Markdown or as one self-contained HTML page.

In: a `Brief` (and, for HTML, pictures as SVG). Out: text. Everything from documents is escaped: in HTML by Jinja2, in
Markdown here, where it can neither make markup nor HTML.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, select_autoescape
from markupsafe import Markup

from dragoman import __version__
from dragoman.analysis.signal import scale
from dragoman.briefs import wording
from dragoman.briefs.brief import references, runs
from dragoman.vocabulary import FORMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.briefs.brief import Brief, Statement
    from dragoman.ledger import EventDetail, ReportDetail

#: Characters that mean something in Markdown or HTML.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&$^])")
#: At the beginning of a line these would make a list or a heading.
_LEAD = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s)")
#: Addresses that a page may link to.
_ADDRESS = re.compile(r"https?://[^\s\"'<>\\]{1,2000}\Z")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture for the page."""

    svg: str
    """As Dragoman drew it."""
    caption: str


def plain(text: str | None) -> str:
    """Text from outside on one line, without control characters."""
    return "".join(c if c.isprintable() else " " for c in " ".join((text or "").split()))


def escaped(text: str | None) -> str:
    """Text from outside as Markdown that shows it as it is."""
    shown = _MARKUP.sub(
        lambda match: f"&{_ENTITIES[match[1]]};" if match[1] in _ENTITIES else f"\\{match[1]}", plain(text)
    )
    shown = re.sub(r"(?i)\b(https?|ftp|www)(?=[:.])", lambda match: f"{match[1]}​", shown)
    return _LEAD.sub(r"\1\\\2", shown)


_ENTITIES = {"<": "lt", ">": "gt", "&": "amp"}


def cites(brief: Brief, statement: Statement) -> str:
    """The numbers of a statement's references, as shown in brackets."""
    numbers = brief.numbers
    shown = references([numbers[event] for event in statement.events])
    return f"{shown}; {len(statement.events)} of {statement.of:,}" if statement.of else shown


def markdown(brief: Brief) -> str:
    """The brief as Markdown: sentences with numbers in brackets, and below the events that these stand for."""
    lines = [f"# {escaped(brief.title)}", ""]
    for section in brief.sections:
        lines += [f"## {section.heading}", ""]
        for paragraph in section.paragraphs:
            told = " ".join(f"{escaped(each.text)} \\[{cites(brief, each)}\\]" for each in paragraph)
            lines += [f"- {told}" if section.listed else told, *([] if section.listed else [""])]
        lines += [""] if section.listed else []
    lines += ["## What was read", "", "| outlet | documents |", "|---|---:|"]
    lines += [f"| {escaped(each.name)} | {each.documents:,} |" for each in brief.outlets]
    lines += ["", "## Events cited", ""]
    for number, detail in enumerate(brief.references, 1):
        lines += [f"**\\[{number}\\]** {escaped(headline(detail))} (event `{detail.event.id}`)", ""]
        for report in detail.reports:
            lines.append(f"> {escaped(source(report))}:")
            lines += [f"> “{escaped(sentence.text)}”" for sentence in report.sentences]
            lines += [">"]
        lines[-1] = ""
    lines += ["---", "", *(f"{escaped(each)}\n" for each in notes(brief))]
    return "\n".join(lines).rstrip() + "\n"


def headline(detail: EventDetail) -> str:
    """An event in one line: what, when, who."""
    row = detail.event
    who = " – ".join(", ".join(wording.country(code) for code in side) for side in (row.a, row.b) if side)
    when = wording.when(row.first, row.last) if row.first else "undated"
    status = f", {row.status}" if row.status != "occurred" else ""
    sure = f"confidence {row.confidence:.2f}"
    return f"{row.form.replace('_', ' ')}, {when}: {who or 'sides not told'}{status} ({FORMS[row.form].type}, {sure})"


def source(report: ReportDetail) -> str:
    """Who told it, when and where."""
    parts = [report.outlet or "unnamed outlet", wording.day(report.published) if report.published else "no date"]
    if report.title:
        parts.append(f"“{report.title}”")
    parts.append(f"document {report.document}")
    by = f", according to {'; '.join(report.reported_by)}" if report.reported_by else ""
    return ", ".join(parts) + by


def notes(brief: Brief) -> list[str]:
    """What a reader must know of the brief itself."""
    return [
        f"Written by Dragoman {__version__} from {brief.documents_read:,} documents published in this time. Numbers in "
        "brackets lead to the events below, with the sentences that show them. Events were read by a program: check "
        "the sentences of what you rely on.",
        f"Words for what is due, by its probability (after ICD 203): {wording.scale()}. Words for a signal, by its q: "
        f"{scale()}.",
    ]


def html(brief: Brief, pictures: Sequence[Picture] = ()) -> str:
    """The brief as one HTML page that needs nothing else."""
    return (
        _environment()
        .get_template("brief")
        .render(
            brief=brief,
            pictures=[(Markup(picture.svg), picture.caption) for picture in pictures],  # noqa: S704 - drawn by Dragoman
            notes=notes(brief),
        )
    )


@cache
def _environment() -> Environment:
    from jinja2 import DictLoader, StrictUndefined

    text = files("dragoman.briefs.templates").joinpath("brief.html").read_text(encoding="utf-8")
    made = Environment(
        loader=DictLoader({"brief": text}),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"plain": plain, "headline": headline, "source": source, "address": address}
    made.globals |= {"runs": _runs}
    return made


def address(url: str | None) -> str | None:
    """A document's address where a page may link to it; None for anything else."""
    return url if url and _ADDRESS.match(url) else None


def _runs(brief: Brief, statement: Statement) -> list[tuple[int, int]]:
    """The numbers that a statement cites as runs, first and last: [1, 2, 3, 7] → [(1, 3), (7, 7)]."""
    numbers = brief.numbers
    return runs([numbers[event] for event in statement.events])
