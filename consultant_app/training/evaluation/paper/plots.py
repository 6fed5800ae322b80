"""The report's charts: quiet SVG files that are the same bytes for the same figures."""

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from consultant_app.files import write_atomically
from consultant_app.imaging.colour import ITA_CLASSES
from consultant_app.training.evaluation.paper.tables import name_of

Figures = Mapping[str, Any]

_INK, _SECOND, _GOAL = "#2f3b52", "#b0793f", "#8a9a5b"
_STYLE: Any = {
    "svg.hashsalt": "skin report",
    "svg.fonttype": "path",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "figure.constrained_layout.use": True,
}

Series = tuple[str, Mapping[str, Figures], str]
"""Label, criterion -> figures, name of the figure."""


def draw_charts(figures: Figures, folder: Path) -> list[Path]:
    """Write every chart whose figures were measured; returns the files."""
    agreement = {key: found["face"] for key, found in figures["agreement"].items()}
    coverage = {key: found["face"] for key, found in figures["uncertainty"].items()}
    again = figures["repeatability"]
    sds = [
        ("untouched faces, four shops", again.get("untouched", {}), "sd_points"),
        ("drawn skin, two cameras", again.get("rendered", {}), "sd_points"),
    ]
    charts: dict[str, Callable[[], Figure]] = {
        "agreement": lambda: _dots([("r", agreement, "r")], "Pearson r with drawn truth", (0.90, 1.0)),
        "repeatability": lambda: _dots(sds, "within-person SD, points of 100", (0, 3)),
        "coverage": lambda: _dots(
            [("68 %", coverage, "coverage_68"), ("95 %", coverage, "coverage_95")],
            "coverage",
            (0.65, 0.71),
            (0.93, 0.97),
        ),
        "fairness": lambda: _tones(figures["fairness"]),
    }
    if "portraits" in figures:
        charts["age"] = lambda: _ages(figures["portraits"]["age"])
    if "real_skin" in figures:
        charts["real_skin"] = lambda: _real(figures["real_skin"])
    if "editing" in figures:
        charts["asked_seen"] = lambda: _asked_seen(figures["editing"]["asked_seen"])
    out = []
    with mpl.rc_context(_STYLE):
        for name, draw in charts.items():
            out.append(folder / f"{name}.svg")
            write_atomically(out[-1], _svg(draw()))
    return out


def _svg(figure: Figure) -> bytes:
    """The figure's bytes, without the date that matplotlib would write into them."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return buffer.getvalue()


def _dots(series: list[Series], label: str, *goals: tuple[float, float]) -> Figure:
    """One row a criterion, a dot with its interval for each series; goals as bands."""
    keys = _all_keys(series)
    figure = Figure(figsize=(6.4, 0.6 + 0.32 * max(1, len(keys))))
    axes = figure.subplots()
    for low, high in goals:
        axes.axvspan(low, high, color=_GOAL, alpha=0.18, linewidth=0)
    for place, (name, by_key, figure_name) in enumerate(series):
        shift = 0.16 * (place - (len(series) - 1) / 2)
        _draw(axes, keys, by_key, figure_name, shift, (_INK, _SECOND)[place], name)
    axes.set_yticks(range(len(keys)), [name_of(key) for key in keys])
    axes.invert_yaxis()
    axes.set_xlabel(label + " (bars: 95 % interval; band: goal)")
    if len(series) > 1:
        axes.legend(frameon=False, fontsize=8)
    return figure


def _all_keys(series: list[Series]) -> list[str]:
    return list(dict.fromkeys(key for _, by_key, _ in series for key in by_key))


def _draw(
    axes: Axes, keys: list[str], by_key: Mapping[str, Figures], name: str, shift: float, colour: str, label: str
) -> None:
    for row, key in enumerate(keys):
        found = by_key.get(key, {})
        if name not in found:
            continue
        ends = [found.get(f"{name}_{end}", found[name]) for end in ("low", "high")]
        axes.plot(ends, [row + shift] * 2, color=colour, linewidth=1)
        axes.plot(found[name], row + shift, "o", color=colour, markersize=4, label=label)
        label = "_"


def _tones(fairness: Mapping[str, Figures]) -> Figure:
    """Bias by class and criterion as a table of colours with its numbers."""
    values = np.array(
        [
            [found["classes"].get(name, {}).get("bias_points", np.nan) for name in ITA_CLASSES]
            for found in fairness.values()
        ]
    ).reshape(-1, len(ITA_CLASSES))
    figure = Figure(figsize=(6.4, 1.0 + 0.32 * max(1, len(values))))
    axes = figure.subplots()
    if len(values):
        axes.imshow(values, cmap="PuOr", vmin=-15, vmax=15, aspect="auto")
    for row, column in np.argwhere(np.isfinite(values)):
        colour = "white" if abs(values[row, column]) > 10 else "black"
        axes.text(column, row, f"{values[row, column]:+.0f}", ha="center", va="center", fontsize=8, color=colour)
    axes.set_xticks(range(len(ITA_CLASSES)), ITA_CLASSES)
    axes.set_yticks(range(len(values)), [name_of(key) for key in fairness])
    axes.set_xlabel("mean signed error in points at equal severity (+: read as more marked)")
    return figure


def _bars(axes: Axes, rows: list[tuple[str, Figures, str]], colours: list[str], goal: float) -> None:
    axes.axvline(goal, color=_GOAL, linewidth=1.5)
    for row, ((_, found, name), colour) in enumerate(zip(rows, colours, strict=True)):
        if name in found:
            axes.barh(row, found[name], color=colour, height=0.6)
            ends = [found.get(f"{name}_{end}", found[name]) for end in ("low", "high")]
            axes.plot(ends, [row, row], color="black", linewidth=1)
    axes.set_yticks(range(len(rows)), [label for label, _, _ in rows])
    axes.invert_yaxis()


def _ages(ages: Mapping[str, Figures]) -> Figure:
    rows, colours = [], []
    for key, found in ages.items():
        label = key if key == "mean of these" else name_of(key)
        rows += [
            (f"{label}, all", found["all"], "spearman"),
            (f"{label}, held out", found["held_out"], "spearman"),
        ]
        colours += [_SECOND, _INK]
    figure = Figure(figsize=(6.4, 0.6 + 0.26 * len(rows)))
    axes = figure.subplots()
    _bars(axes, rows, colours, 0.7)
    axes.set_xlabel("Spearman with the age asked for (line: goal)")
    return figure


def _asked_seen(loops: Mapping[str, list[list[float]]]) -> Figure:
    """One field a criterion: every picture's seen change over the asked, and the line where both are equal."""
    columns = 4
    lines = max(1, -(-len(loops) // columns))
    figure = Figure(figsize=(6.4, 1.7 * lines))
    fields = figure.subplots(lines, columns, squeeze=False, sharex=True, sharey=True).flatten()
    for axes, (key, points) in zip(fields, loops.items(), strict=False):
        asked, seen = np.array(points).T
        axes.plot([-100, 100], [-100, 100], color=_GOAL, linewidth=1)
        axes.plot(asked, seen, "o", color=_INK, markersize=2)
        axes.set_title(name_of(key), fontsize=7)
        axes.set_xlim(-100, 100)
        axes.set_ylim(-100, 100)
    for axes in fields[len(loops) :]:
        axes.set_axis_off()
    figure.supxlabel("asked change of severity, points", fontsize=8)
    figure.supylabel("seen", fontsize=8)
    return figure


def _real(real: Figures) -> Figure:
    names = (("Spearman", "spearman"), ("partial Spearman", "partial_spearman"), ("QWK", "qwk_quantile_matched"))
    rows = [(f"{label}, {who}", real[who], name) for label, name in names for who in ("model", "classical")]
    figure = Figure(figsize=(6.4, 2.4))
    axes = figure.subplots()
    _bars(axes, rows, [_INK, _SECOND] * len(names), 0.75)
    axes.set_xlabel("agreement with the expert's blemish grade (line: goal)")
    return figure
