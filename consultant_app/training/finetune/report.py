"""What a fine-tuning run says about itself, for people: the same figures as its JSON record."""

from typing import Any

from consultant_app.training.evaluation.statistics import Figures


def markdown(record: dict[str, Any]) -> str:
    """The report of a run's record (see ``run.finetune``)."""
    parts = [_heading(record), _before_after(record["judged"]), _kept(record["kept"])]
    if record["graders"]:
        parts.append(_graders(record["graders"]))
    return "\n\n".join([*parts, _left_out(record), _origin(record)]) + "\n"


def _heading(record: dict[str, Any]) -> str:
    persons, photos = record["persons"], record["data"]["photos"]
    return (
        "# Fine-tuning on a house's grades\n\n"
        f"{photos} photographs. {persons['learn']} persons taught, {persons['choose']} others chose (when to "
        f"stop, start or tuned), {persons['judge']} others judged: the figures below are theirs alone. In "
        "brackets: 95 % intervals, from resampling persons."
    )


def _before_after(judged: dict[str, dict[str, Figures]]) -> str:
    head = ("criterion", "photos", "persons", "", "MAE, grades", "r", "Spearman", "within one grade")
    rows: list[tuple[str, ...]] = [head, ("---",) * len(head)]
    for key, part in judged.items():
        counts = (f"{part['data']['photos']:.0f}", f"{part['data']['persons']:.0f}")
        for index, side in enumerate(("before", "after")):
            cells = [_with_interval(part[side], name) for name in ("mae", "r", "spearman", "within_one")]
            rows.append(((key, *counts) if index == 0 else ("", "", "")) + (side, *cells))
        rows.append(("", "", "", "change", _with_interval(part["change"], "mae"), "", "", ""))
    return "## Before and after\n\n" + _table(rows)


def _with_interval(figures: Figures, name: str) -> str:
    if name not in figures:
        return "too few"
    if f"{name}_low" not in figures:
        return f"{figures[name]:.2f}"
    return f"{figures[name]:.2f} [{figures[f'{name}_low']:.2f}, {figures[f'{name}_high']:.2f}]"


def _kept(kept: dict[str, dict[str, Any]]) -> str:
    rows: list[tuple[str, ...]] = [("criterion", "map", "curve", "MAE, start", "MAE, kept", "why"), ("---",) * 6]
    for key, choice in kept.items():
        errors = ("-" if choice[name] is None else f"{choice[name]:.2f}" for name in ("start_mae", "kept_mae"))
        rows.append((key, choice["maps"], choice["curve"], *errors, choice["why"]))
    return "## What was kept\n\nDecided on the choosing persons, whose errors these are.\n\n" + _table(rows)


def _graders(graders: dict[str, Figures]) -> str:
    names = ("graded_by_several", "mean_difference", "icc", "qwk")
    rows: list[tuple[str, ...]] = [
        ("criterion", "graded by several", "mean difference, grades", "ICC(1,1)", "QWK"),
        ("---",) * 5,
    ]
    for key, part in graders.items():
        cells = (f"{part[name]:.0f}" if name == names[0] else f"{part[name]:.2f}" if name in part else "too few"
                 for name in names)  # fmt: skip
        rows.append((key, *cells))
    return "## How graders agree among themselves\n\n" + _table(rows)


def _left_out(record: dict[str, Any]) -> str:
    lines = [f"- {count} grades: {reason}." for reason, count in record["left_out"].items()]
    if record["unusable_photos"]:
        lines.append(f"- **Photographs without a single face:** {', '.join(record['unusable_photos'])}.")
    if record["ignored_columns"]:
        lines.append(f"- Columns without a meaning here: {', '.join(record['ignored_columns'])}.")
    return "## Left out\n\n" + ("\n".join(lines) or "Nothing.")


def _origin(record: dict[str, Any]) -> str:
    settings = ", ".join(f"{name} {value}" for name, value in record["settings"].items())
    hashes = "\n".join(f"- {name}: `{value}`" for name, value in record["data"].items() if name != "photos")
    code, libraries = record["versions"]["code"], record["versions"]["libraries"]
    versions = ", ".join(f"{name} {value}" for name, value in (code | libraries).items())
    return f"## Made from\n\n{hashes}\n- settings: {settings}\n- versions: {versions}"


def _table(rows: list[tuple[str, ...]]) -> str:
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)
