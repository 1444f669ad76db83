"""The reliability plot: stated confidence against the share right. In: reliabilities. Out: a PNG or SVG file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dragoman.evaluation.calibration import Reliability


def draw(found: Mapping[str, Reliability], path: str, subject: str) -> None:
    """Write the plot to `path`, whose suffix (.png or .svg) says what it is. Raises SettingError."""
    import altair as alt

    kind = Path(path).suffix.lower()
    if kind not in (".png", ".svg"):
        raise SettingError(f"{path}: a plot is written as .png or .svg")
    points = [
        {"of": f"{name} (error {each.error:.3f})", "stated": one.confidence, "right": one.right, "number": one.number}
        for name, each in found.items()
        if each.number
        for one in each.bins
    ]
    line = alt.Chart(alt.InlineData(values=[{"stated": 0, "right": 0}, {"stated": 1, "right": 1}]))
    ideal = line.mark_line(color="black", strokeDash=[4, 4], strokeWidth=1).encode(x="stated:Q", y="right:Q")
    axes = {
        "x": alt.X("stated:Q", title="stated confidence", scale=alt.Scale(domain=[0, 1])),
        "y": alt.Y("right:Q", title="share right", scale=alt.Scale(domain=[0, 1])),
    }
    base = alt.Chart(alt.InlineData(values=points))
    curve = base.mark_line(color="black", strokeWidth=1).encode(**axes)
    dots = base.mark_point(color="black", filled=True).encode(
        **axes, size=alt.Size("number:Q", title="statements", scale=alt.Scale(range=[10, 120]))
    )
    panels = [
        alt.layer(ideal, *(part.transform_filter(alt.datum.of == name) for part in (curve, dots))).properties(
            width=190, height=190, title=name
        )
        for name in dict.fromkeys(point["of"] for point in points)
    ]
    chart = alt.concat(*panels, columns=4, title=f"How well stated confidence holds: {subject}")
    try:
        chart.save(path, scale_factor=2 if kind == ".png" else 1)
    except OSError as error:
        raise SettingError(f"cannot write {path}: {error.strerror}") from error
