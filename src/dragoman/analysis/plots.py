"""Series and their signals as pictures (PNG or SVG), legible in black and white. In: series, signals. Out: a file.

One panel a series: contacts by period as bars, gaps in the reading shaded, signals marked above, and below it what
was read, for a bar means nothing without.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import altair as alt

from dragoman.analysis.series import by_period
from dragoman.analysis.signal import named
from dragoman.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from dragoman.analysis.series import Period, Series
    from dragoman.analysis.signal import Signal

WIDTH, HEIGHT, BELOW = 760, 150, 45
#: Width of a letter of a signal's label.
LETTER = 5.6
SUFFIXES = (".png", ".svg")
_INK, _READ, _GAP = "#222222", "#9a9a9a", "#e6e6e6"


@dataclass(frozen=True, slots=True)
class Panel:
    """One series to draw."""

    series: Series
    signals: tuple[Signal, ...] = ()


def title(series: Series) -> str:
    """What a series counts, for people."""
    key = series.key
    what = f"{key.form.replace('_', ' ')} contacts" if key.form else "contacts"
    how = f"{key.channel.replace('_', ' ')} " if key.channel else ""
    level = f" at rank {key.rank} or higher" if key.rank else ""
    return f"{named(key.a)} with {named(key.b)}: {how}{what}{level}"


def draw(
    panels: Sequence[Panel], path: Path, period: str = "month", since: date | None = None, until: date | None = None
) -> None:
    """Write a picture of these series. Raises SettingError where the file's name is neither .png nor .svg."""
    if path.suffix.lower() not in SUFFIXES:
        raise SettingError(f"cannot draw {path.name}: a plot is a {' or '.join(SUFFIXES)} file")
    drawn = [_panel(panel, by_period(panel.series, period, since, until), period) for panel in panels]
    chart = alt.vconcat(*drawn, spacing=26).configure(
        font="DejaVu Sans, Arial, sans-serif",
        axis=alt.AxisConfig(labelFontSize=10, titleFontSize=10, titleFontWeight="normal", grid=False),
        view=alt.ViewConfig(stroke=None),
        title=alt.TitleConfig(fontSize=13, subtitleFontSize=10, anchor="start", offset=8),
    )
    try:
        chart.save(str(path), **({"scale_factor": 2} if path.suffix.lower() == ".png" else {}))
    except OSError as error:
        raise SettingError(f"cannot write {path}: {error.strerror}") from error


def _panel(panel: Panel, rows: Sequence[Period], period: str) -> alt.VConcatChart:
    marked = [signal for signal in panel.signals if rows and signal.start <= rows[-1].end]
    scale = _scale(rows)
    highest = max([row.events for row in rows] + [1])
    counts = [
        {"start": row.start.isoformat(), "end": _after(row.end), "events": row.events, "documents": row.documents_read}
        for row in rows
    ]
    # No ticks between whole numbers: half a contact is none.
    whole = alt.Axis(format="d", tickMinStep=1, tickCount=4)
    lanes = _lanes(marked, rows)
    above = 1.0 + 0.16 * len(lanes)
    domain = alt.Scale(domain=[0, max(highest, 2) * above], nice=False)
    upper = [
        *_gaps(rows, scale, None),
        alt.Chart(_data(counts))
        .mark_rect(color=_INK, stroke="white", strokeWidth=0.4)
        .encode(
            x=alt.X("start:T", scale=scale, axis=None),
            x2="end:T",
            y=alt.Y("events:Q", title=["contacts", f"a {period}"], axis=whole, scale=domain),
            y2=alt.Y2Datum(0),
        ),
        *_marks(lanes, rows, scale, domain, max(highest, 2)),
    ]
    lower = [
        *_gaps(rows, scale, _dates(rows)),
        alt.Chart(_data(counts))
        .mark_rect(color=_READ, stroke="white", strokeWidth=0.4)
        .encode(
            x=alt.X("start:T", scale=scale, title=None, axis=_dates(rows)),
            x2="end:T",
            y=alt.Y("documents:Q", title=["documents", "read"], axis=alt.Axis(format="~s", tickCount=2)),
            y2=alt.Y2Datum(0),
        ),
    ]
    head = alt.TitleParams(text=title(panel.series), subtitle=_sources(panel.series, rows))
    return alt.vconcat(
        alt.layer(*upper).properties(width=WIDTH, height=HEIGHT + 16 * len(lanes), title=head),
        alt.layer(*lower).properties(width=WIDTH, height=BELOW),
        spacing=4,
    )


def _sources(series: Series, rows: Sequence[Period]) -> str:
    """Who told it, how much of them was read and what the shading means."""
    outlets = list(dict.fromkeys(source.outlet or "unnamed outlets" for source in series.reading.sources))
    shown = ", ".join(outlets[:4]) + (f" and {len(outlets) - 4} more" if len(outlets) > 4 else "")
    read = sum(row.documents_read for row in rows)
    gaps = "; shaded: too little read to tell" if any(row.gap for row in rows) else ""
    return f"Source: {read:,} documents of {shown or 'no outlet'}, read by Dragoman{gaps}"


def _dates(rows: Sequence[Period]) -> alt.Axis:
    years = (rows[-1].end - rows[0].start).days / 365 if rows else 0
    return alt.Axis(format="%Y" if years > 5 else "%b %Y", tickCount="year" if years > 5 else 8, labelFlush=False)


def _data(values: list[dict[str, Any]]) -> alt.Data:
    return alt.Data(values=values)  # type: ignore[no-untyped-call]


def _after(day: date) -> str:
    return (day + timedelta(days=1)).isoformat()


def _scale(rows: Sequence[Period]) -> alt.Scale:
    if not rows:
        return alt.Scale()
    ends = [alt.DateTime(year=d.year, month=d.month, date=d.day) for d in (rows[0].start, rows[-1].end)]
    return alt.Scale(domain=ends)


def _gaps(rows: Sequence[Period], scale: alt.Scale, axis: alt.Axis | None) -> list[alt.Chart]:
    gaps = [{"start": row.start.isoformat(), "end": _after(row.end)} for row in rows if row.gap]
    if not gaps:
        return []
    return [
        alt.Chart(_data(gaps))
        .mark_rect(color=_GAP)
        .encode(x=alt.X("start:T", title=None, scale=scale, axis=axis), x2="end:T")
    ]


def _label(signal: Signal) -> str:
    return f"{signal.kind.replace('_', ' ')} {signal.start} (q {signal.q:.2g})"


def _lanes(signals: Sequence[Signal], rows: Sequence[Period]) -> list[list[Signal]]:
    """Signals in rows, so that neither their labels nor their lines lie on each other."""
    lanes: list[list[Signal]] = []
    a_letter = LETTER / WIDTH * ((rows[-1].end - rows[0].start).days + 1) if rows else 0.0

    def over(last: Signal) -> date:
        """The day up to which a signal's line and label reach."""
        label = last.start + timedelta(days=round(a_letter * (len(_label(last)) + 1)))
        return max(label, last.end or rows[-1].end)

    for signal in sorted(signals, key=lambda each: each.start):
        free = next((lane for lane in lanes if signal.start > over(lane[-1])), None)
        if free is None:
            lanes.append([signal])
        else:
            free.append(signal)
    return lanes


def _marks(
    lanes: Sequence[Sequence[Signal]], rows: Sequence[Period], scale: alt.Scale, domain: alt.Scale, highest: float
) -> list[alt.Chart]:
    marks = []
    for number, lane in enumerate(lanes):
        height = highest * (1.08 + 0.16 * number)
        for signal in lane:
            end = min(signal.end or rows[-1].end, rows[-1].end)
            marks.append(
                {
                    "start": max(signal.start, rows[0].start).isoformat(),
                    "end": _after(max(end, signal.start)),
                    "height": height,
                    "label": _label(signal),
                }
            )
    if not marks:
        return []
    base = alt.Chart(_data(marks)).encode(x=alt.X("start:T", scale=scale, axis=None), y=alt.Y("height:Q", scale=domain))
    return [
        base.mark_rule(color=_INK, strokeWidth=2.5).encode(x2="end:T"),
        base.mark_tick(color=_INK, thickness=2, size=9, orient="vertical"),
        base.mark_text(align="left", baseline="bottom", dx=2, dy=-3, fontSize=10, color=_INK).encode(text="label:N"),
    ]
