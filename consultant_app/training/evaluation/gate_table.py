"""Figures of the quality gate: what it refuses and accepts, on which tones, and how scores err with a measure."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from consultant_app.domain.analysis import Severity
from consultant_app.files import write_atomically
from consultant_app.imaging.colour import ITA_CLASSES, ita_class
from consultant_app.imaging.quality import LIMITS, Limit
from consultant_app.training.evaluation.gate import Row
from consultant_app.training.evaluation.gate_spoil import COVERS, SPOILS, Spoil

CHOSEN, REPORTED = 0, 1
"""Halves of the identities: limits were chosen on the first, rates are reported on the second."""

TOLERATED = 5.0
"""Points that a score may move (mean over the criteria) before a photograph is no longer the same to it: about the
+/- that the product prints."""

_TURNED = {"turned": ("turned",)}
_BINS = 6
_FEWEST_IN_BIN = 4
_LIGHT = 28.0
"""ITA above which skin is called light here (very light, light, intermediate): two groups of some size."""


def verdict(row: Row) -> str:
    """``refused``, ``warned`` or ``clean`` by today's limits; a row is measured once, limits move."""
    if any(key not in LIMITS for key in row["refused"]):
        return "refused"
    found = crossings(row)
    if any(severity is Severity.REFUSE for _, severity in found):
        return "refused"
    return "warned" if found else "clean"


def crossings(row: Row) -> list[tuple[str, Severity]]:
    """The findings of a row by today's limits."""
    crossed = ((key, LIMITS[key].crossed(value)) for key, value in row["measures"].items() if key in LIMITS)
    return [(key, hit[0]) for key, hit in crossed if hit is not None]


def figures_of(rows: Sequence[Row]) -> dict[str, Any]:
    """All figures; shares in percent."""
    usable = [row for row in rows if row["kind"] == "none"]
    unusable = [row for row in rows if row.get("unusable")]
    return {
        "usable": {name: _accepted(part) for name, part in _halves(usable)},
        "tones": {name: _accepted(part) for name, part in _tones(usable)},
        "unusable": {name: _refused(part) for name, part in _halves(unusable)},
        "unusable_tones": {name: _refused(part) for name, part in _tones(unusable)},
        "kinds": {
            kind: _refused([row for row in unusable if row["kind"] == kind and row["half"] == REPORTED])
            for kind in dict.fromkeys(row["kind"] for row in unusable)
        },
        "warned": _rare(Counter(key for row in usable for key, _ in crossings(row)), len(usable)),
        "curves": {
            f"{kind}: {key}": curve([row for row in rows if row["kind"] == f"curve {kind}"], key)
            for kind, keys in {**{kind: spoil.measures for kind, spoil in SPOILS.items()}, **_TURNED}.items()
            for key in keys
            if any(row["kind"] == f"curve {kind}" for row in rows)
        },
    }


def _halves(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    named = (("chosen", CHOSEN), ("reported", REPORTED))
    return [(name, [row for row in rows if row["half"] == half]) for name, half in named]


def _tones(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """By class of ITA, and light against dark; over both halves, since classes are small."""
    known = [row for row in rows if row["ita"] is not None]
    by_class = [(name, [row for row in known if ita_class(row["ita"]) == name]) for name in ITA_CLASSES]
    light = [row for row in known if row["ita"] > _LIGHT]
    dark = [row for row in known if row["ita"] <= _LIGHT]
    return [*by_class, ("ITA above 28", light), ("ITA up to 28", dark)]


def _accepted(rows: Sequence[Row]) -> dict[str, float]:
    kept = sum(verdict(row) != "refused" for row in rows)
    clean = sum(verdict(row) == "clean" for row in rows)
    return {"photos": len(rows), "accepted": _share(kept, len(rows)), "without remark": _share(clean, len(rows))}


def _refused(rows: Sequence[Row]) -> dict[str, float]:
    return {"photos": len(rows), "refused": _share(sum(verdict(row) == "refused" for row in rows), len(rows))}


def _share(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


def _rare(counts: Counter[str], whole: int) -> dict[str, float]:
    return {key: _share(count, whole) for key, count in counts.most_common()}


def curve(rows: Iterable[Row], key: str) -> list[dict[str, float]]:
    """Error of the scores against a measure: photographs in bins of equal number, from the good end to the bad.

    Rows without an error (no face was found any more) are left out.
    """
    points = [
        (row["measures"][key], row["error"])
        for row in rows
        if row.get("error") is not None and key in row["measures"]
    ]
    limit = LIMITS[key]
    points.sort(reverse=limit.low)
    bins = max(1, min(_BINS, len(points) // _FEWEST_IN_BIN))
    parts = [part for part in np.array_split(np.array(points).reshape(-1, 2), bins) if len(part)]
    return [
        {
            "from": round(float(part[0, 0]), 3),
            "to": round(float(part[-1, 0]), 3),
            "error": round(float(part[:, 1].mean()), 1),
            "photos": len(part),
        }
        for part in parts
    ]


def write_figures(rows: Sequence[Row], out: Path) -> list[Path]:
    """Write ``gate.json`` and ``gate.md`` into a folder; returns their paths.

    Raises:
        OSError: the folder cannot be written.
    """
    figures = figures_of(rows)
    paths = [out / "gate.json", out / "gate.md"]
    write_atomically(paths[0], json.dumps(figures, indent=1).encode())
    write_atomically(paths[1], table(figures).encode())
    return paths


def table(figures: dict[str, Any]) -> str:
    """The figures as Markdown."""
    return "\n".join([*_rates(figures), *_limits(figures), *_error_tables(figures)]) + "\n"


def _rates(figures: dict[str, Any]) -> list[str]:
    lines = [
        "### Usable photographs",
        "",
        "| photographs | number | accepted % | without a remark % |",
        "|---|---|---|---|",
    ]
    rows = {
        "half on which limits were chosen": figures["usable"]["chosen"],
        "**the other half**": figures["usable"]["reported"],
    }
    rows |= {f"{name} (both halves)": part for name, part in figures["tones"].items()}
    lines += [f"| {name} | {p['photos']} | {p['accepted']} | {p['without remark']} |" for name, p in rows.items()]
    lines += [
        "",
        "### Unusable photographs",
        "",
        "| what was done | amounts | number | refused % |",
        "|---|---|---|---|",
    ]
    parts = figures["unusable"]
    lines += [
        f"| all, half on which limits were chosen | | {parts['chosen']['photos']} | {parts['chosen']['refused']} |"
    ]
    lines += [f"| **all, the other half** | | {parts['reported']['photos']} | {parts['reported']['refused']} |"]
    for name, part in figures["unusable_tones"].items():
        lines.append(f"| all, {name} (both halves) | | {part['photos']} | {part['refused']} |")
    for kind, part in figures["kinds"].items():
        lines.append(f"| {kind} | {_amounts(kind)} | {part['photos']} | {part['refused']} |")
    return [*lines, ""]


def _amounts(kind: str) -> str:
    spoil: Spoil | None = SPOILS.get(kind)
    if kind in _TURNED:
        return "as found"
    if spoil is None:
        return "drawn" if kind in COVERS else "pasted"
    degrees = ", ".join(f"{degree:g}" for degree in spoil.degrees[spoil.unusable :])
    return f"{degrees} {spoil.unit}".strip() if len(spoil.degrees) > 1 else "all of it"


def _limits(figures: dict[str, Any]) -> list[str]:
    lines = [
        "### Limits",
        "",
        "| finding | unit | warns | refuses | usable ones with it % |",
        "|---|---|---|---|---|",
    ]
    for key, limit in LIMITS.items():
        share = figures["warned"].get(key, 0.0)
        lines.append(
            f"| `{key}` | {limit.unit} | {_side(limit, limit.warn)} | {_side(limit, limit.refuse)} | {share} |"
        )
    return [*lines, ""]


def _side(limit: Limit, value: float | None) -> str:
    return "never" if value is None else f"{'below' if limit.low else 'above'} {value:g}"


def _error_tables(figures: dict[str, Any]) -> list[str]:
    lines = [
        "### Error of the scores against each measure",
        "",
        "| spoilt by: measure | photographs | from | to | error, points |",
        "|---|---|---|---|---|",
    ]
    for name, bins in figures["curves"].items():
        lines += [f"| {name} | {b['photos']} | {b['from']:g} | {b['to']:g} | {b['error']} |" for b in bins]
    return lines
