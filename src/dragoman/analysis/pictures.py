"""Levels and calendars as pictures (PNG or SVG), legible in black and white. In: values of analysis. Out: a file.

Shades are greys and shapes differ, so that nothing hangs on colour; axes have units, and the source stands below the
title.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import altair as alt

from dragoman.analysis.series import start_of
from dragoman.errors import SettingError
from dragoman.vocabulary import CHANNELS, countries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dragoman.analysis.dated import DatedEvent
    from dragoman.analysis.levels import Levels
    from dragoman.analysis.recurring import Recurring

WIDTH, HEIGHT = 760, 190
SUFFIXES = (".png", ".svg")
_INK, _MIDDLE, _LIGHT = "#222222", "#8a8a8a", "#d5d5d5"
#: Channels from the nearest contact to the farthest, and their shades and shapes.
_ORDER = ("in_person", "remote", "written", "media", "material", "force", "other")
_SHADES = ("#111111", "#4d4d4d", "#787878", "#9c9c9c", "#bdbdbd", "#dcdcdc", "#f2f2f2")
_SHAPES = ("circle", "diamond", "square", "triangle-up", "cross", "triangle-down", "triangle-right")
_RANKS = {1: "1 head of state", 2: "2 minister", 3: "3 ambassador", 4: "4 director", 5: "5 other", 6: "not told"}


def draw_levels(found: Levels, events: Sequence[DatedEvent], path: Path) -> None:
    """Events by quarter and channel, and below each event at its highest rank. Raises SettingError."""
    chosen = set(found.events)
    inside = [event for event in events if event.id in chosen]
    rows = [
        {
            "day": event.day.isoformat(),
            "channel": event.contact.channel.replace("_", " "),
            "level": _RANKS[event.row.rank or 6],
        }
        for event in inside
    ]
    names = [channel.replace("_", " ") for channel in _ORDER if channel in CHANNELS]
    used = [name for name in names if any(row["channel"] == name for row in rows)]
    at = [names.index(name) for name in used]
    shades = alt.Scale(domain=used, range=[_SHADES[number] for number in at])
    shapes = alt.Scale(domain=used, range=[_SHAPES[number] for number in at])
    ends = alt.Scale(domain=[_moment(start_of(found.since, "quarter")), _moment(found.until)])
    stacked = _stacked(inside, used)
    bars = (
        alt.Chart(_data(stacked))
        .mark_rect(stroke=_INK, strokeWidth=0.5)
        .encode(
            x=alt.X("start:T", title=None, scale=ends),
            x2="end:T",
            y=alt.Y("from:Q", title=["events", "a quarter"], axis=alt.Axis(tickMinStep=1, format="d")),
            y2="to:Q",
            color=alt.Color("channel:N", scale=shades, title="channel", sort=used),
        )
        .properties(width=WIDTH, height=HEIGHT)
    )
    data = _data(rows)
    ranks = (
        alt.Chart(data)
        .mark_point(size=46, filled=False, color=_INK, strokeWidth=1.1, opacity=0.85)
        .encode(
            x=alt.X("day:T", title=None, scale=ends),
            y=alt.Y("level:N", title=["highest rank", "that took part"], sort=list(_RANKS.values())),
            shape=alt.Shape("channel:N", scale=shapes, title="channel", sort=used),
        )
        .properties(width=WIDTH, height=HEIGHT - 30)
    )
    title = alt.TitleParams(
        text=f"{_name(found.a)} with {_name(found.b)}, {found.since} to {found.until}",
        subtitle=f"Source: {len(found.events):,} events; {found.documents_read:,} documents read by Dragoman",
    )
    _save(alt.vconcat(bars, ranks, spacing=14).resolve_legend(color="independent", shape="independent"), title, path)


def _stacked(events: Sequence[DatedEvent], channels: Sequence[str]) -> list[dict[str, Any]]:
    """Counts by quarter and channel as boxes that stand on each other."""
    counts = Counter((start_of(e.day, "quarter"), e.contact.channel.replace("_", " ")) for e in events)
    rows = []
    for start in sorted({quarter for quarter, _ in counts}):
        height = 0
        after = start_of(start + timedelta(days=92), "quarter")
        for channel in channels:
            if number := counts[start, channel]:
                box = {"start": start.isoformat(), "end": (after - timedelta(days=6)).isoformat(), "channel": channel}
                rows.append(box | {"from": height, "to": height + number})
                height += number
    return rows


def draw_calendar(found: Sequence[Recurring], path: Path, most: int = 30) -> None:
    """Occasions by day of the year: one dot a year, the darker the later, and the days next expected as a bar."""
    shown = sorted(found[:most], key=lambda each: (_of_2000(each.next.likeliest), each.events))
    dots, bars = [], []
    for number, each in enumerate(shown):
        label = f"{number + 1:>2}  {label_of(each)}"
        dots += [{"label": label, "day": _of_2000(day).isoformat(), "year": day.year} for day in each.days]
        first, last = _of_2000(each.next.first), _of_2000(each.next.last)
        if first > last:
            first = date(2000, 1, 1)
        bars.append({"label": label, "first": first.isoformat(), "last": last.isoformat()})
    order = [row["label"] for row in bars]
    year = alt.Scale(domain=[_moment(date(2000, 1, 1)), _moment(date(2000, 12, 31))])
    base_y = alt.Y("label:N", sort=order, title=None, axis=alt.Axis(labelLimit=430, grid=True, gridColor="#eeeeee"))
    spans = alt.Chart(_data(bars)).mark_bar(color=_LIGHT, height=11, stroke=_MIDDLE, strokeWidth=0.6)
    expected = spans.encode(x=alt.X("first:T", scale=year), x2="last:T", y=base_y)
    seen = (
        alt.Chart(_data(dots))
        .mark_point(filled=True, size=42, opacity=0.9, stroke=_INK, strokeWidth=0.4)
        .encode(
            x=alt.X("day:T", scale=year, title="day of the year", axis=alt.Axis(format="%b", tickCount="month")),
            y=base_y,
            color=alt.Color(
                "year:Q",
                scale=alt.Scale(range=["#e8e8e8", "#000000"]),
                title="year",
                legend=alt.Legend(format="d", tickMinStep=1),
            ),
        )
    )
    title = alt.TitleParams(
        text="What comes back each year",
        subtitle="A dot is the day in one year; the bar is from the earliest to the latest day, where the next is due",
    )
    height = max(120, 22 * len(shown))
    _save(alt.layer(expected, seen).properties(width=WIDTH - 200, height=height), title, path)


def label_of(each: Recurring) -> str:
    """An occasion in one short line."""
    name = f", {each.name}" if each.name else ""
    text = f"{each.form.replace('_', ' ')} {each.a} → {each.b}{name}"
    return text if len(text) <= 70 else f"{text[:69]}…"


def _of_2000(day: date) -> date:
    return day.replace(year=2000)


def _name(code: str | None) -> str:
    if code is None:
        return "all others"
    return countries()[code].label if code in countries() else code


def _moment(day: date) -> alt.DateTime:
    return alt.DateTime(year=day.year, month=day.month, date=day.day)


def _data(values: list[dict[str, Any]]) -> alt.Data:
    return alt.Data(values=values)  # type: ignore[no-untyped-call]


def _save(chart: alt.TopLevelMixin, title: alt.TitleParams, path: Path) -> None:
    if path.suffix.lower() not in SUFFIXES:
        raise SettingError(f"cannot draw {path.name}: a plot is a {' or '.join(SUFFIXES)} file")
    styled = chart.properties(title=title).configure(
        font="DejaVu Sans, Arial, sans-serif",
        axis=alt.AxisConfig(labelFontSize=10, titleFontSize=10, titleFontWeight="normal", grid=False),
        view=alt.ViewConfig(stroke=None),
        title=alt.TitleConfig(fontSize=13, subtitleFontSize=10, anchor="start", offset=8),
        legend=alt.LegendConfig(titleFontSize=10, labelFontSize=10),
    )
    try:
        styled.save(str(path), **({"scale_factor": 2} if path.suffix.lower() == ".png" else {}))
    except OSError as error:
        raise SettingError(f"cannot write {path}: {error.strerror}") from error
