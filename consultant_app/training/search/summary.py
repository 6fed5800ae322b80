"""What a study found, for people (Markdown), for programs (JSON) and for the next training (TOML)."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import optuna
from optuna.study import Study
from optuna.trial import FrozenTrial, TrialState

from consultant_app.files import write_atomically
from consultant_app.training.search.sampling import repeats
from consultant_app.training.search.settings import config_text
from consultant_app.training.search.study import FAILURE, SURPLUS, kind_of, tally

PARTS = ("score", "rendered", "graded", "repeatability")

_FEWEST = 4
"""Completed trials below which the importance of settings is not said: it would be read off noise."""

Row = dict[str, Any]


def write_summary(study: Study, out: Path) -> list[Path]:
    """Write ``summary.md``, ``summary.json`` and, once a trial is complete, ``best.toml``; returns their paths.

    Raises:
        ConsultantError: the best trial's settings are no longer known to the training.
        OSError: the folder cannot be written.
    """
    facts = summarise(study)
    files = {
        "summary.json": json.dumps(facts, indent=1),
        "summary.md": markdown(facts),
    }
    best = facts["best"]
    if best is not None:
        parts = ", ".join(f"{name} {best[name]:.3f}" for name in PARTS if name in best)
        files["best.toml"] = config_text(
            best["settings"],
            f"Best of the search {study.study_name}: trial {best['trial']} ({parts}).\n"
            "steps is that of a trial: give --steps for a full training.",
        )
    for name, text in files.items():
        write_atomically(out / name, text.encode())
    return [out / name for name in files]


def summarise(study: Study) -> dict[str, Any]:
    """Everything said about a study, as plain data; trials in the order they were begun."""
    trials = study.get_trials(deepcopy=False)
    rows = [_row(trial) for trial in trials]
    complete = [row for row in rows if row["outcome"] == "complete"]
    return {
        "study": study.study_name,
        "tally": asdict(tally(trials)),
        # The first of equals: a study gives the same answer however often it is read.
        "best": max(complete, key=lambda row: (row["score"], -row["trial"]), default=None),
        "importance": importance(study),
        "trials": rows,
        "definition": study.user_attrs.get("definition", {}),
    }


def _row(trial: FrozenTrial) -> Row:
    seen = trial.user_attrs
    row: Row = {"trial": trial.number, "outcome": kind_of(trial), "params": dict(trial.params)}
    row |= {name: seen[name] for name in (*PARTS, "judgements", "seconds", "worker", "settings") if name in seen}
    if repeats(trial):
        row["repeats"] = repeats(trial)[-1]
    if trial.state is TrialState.FAIL:
        row["reason"] = seen.get(FAILURE) or (
            "not needed" if SURPLUS in seen else "its worker vanished or was stopped"
        )
    return row


def importance(study: Study) -> dict[str, float]:
    """Share of the score's variation that each setting explains (PED-ANOVA), largest first; empty if too early."""
    complete = study.get_trials(deepcopy=False, states=(TrialState.COMPLETE,))
    if len(complete) < _FEWEST or len({trial.value for trial in complete}) < 2:
        return {}
    found = optuna.importance.get_param_importances(study)
    return {name: round(share, 4) for name, share in found.items()}


def markdown(facts: Mapping[str, Any]) -> str:
    """The summary for people."""
    count, best = facts["tally"], facts["best"]
    counted = ", ".join(f"{number} {kind}" for kind, number in count.items() if number)
    lines = [f"# Search: {facts['study']}", "", f"Trials: {counted or 'none yet'}.", ""]
    if best is not None:
        lines += [f"Best: trial {best['trial']}, score {best['score']:.4f}. `best.toml` holds its settings.", ""]
    if facts["importance"]:
        lines += ["## Importance of the settings", "", "| setting | share |", "|---|---|"]
        lines += [f"| {name} | {share:.3f} |" for name, share in facts["importance"].items()]
        lines.append("")
    return "\n".join([*lines, *_table(facts["trials"])]) + "\n"


def _table(rows: list[Row]) -> list[str]:
    names = sorted({name for row in rows for name in row["params"]})
    parts = [part for part in PARTS if any(part in row for row in rows)]
    heads = ["trial", "outcome", *parts, *names, "seconds", "worker", "note"]
    table = ["## Trials", "", _line(heads), _line(["---"] * len(heads))]
    for row in rows:
        notes = [f"repeats {row['repeats']}"] if "repeats" in row else []
        notes += [row["reason"].splitlines()[0]] if "reason" in row else []
        cells = [row["trial"], row["outcome"], *(row.get(part, "") for part in parts)]
        cells += [row["params"].get(name, "") for name in names]
        table.append(_line([*cells, row.get("seconds", ""), row.get("worker", ""), "; ".join(notes)]))
    return table


def _line(cells: list[Any]) -> str:
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(value: object) -> str:
    text = f"{value:.4g}" if isinstance(value, float) else str(value)
    return text.replace("|", "\\|")
