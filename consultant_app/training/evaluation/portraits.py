"""Portraits asked for by age: do the line criteria rank with it, and does anything follow the tone instead?

The age is what the picture's generator was asked for: good for ranking, not a measured age.
"""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.errors import ConsultantError, PhotoError
from consultant_app.imaging.decode import decode_photo
from consultant_app.training.data.dataset import split_of
from consultant_app.training.evaluation.engine import Engine, Reading
from consultant_app.training.evaluation.photo_facts import photo_facts
from consultant_app.training.evaluation.statistics import Estimate, estimate, partial_spearman, spearman

LINES = ("forehead_lines", "frown_lines", "crows_feet", "under_eye_lines", "folds")

_YOUNGEST = 18


@dataclass(frozen=True, slots=True)
class Portrait:
    """One portrait: age asked for, ITA as photographed, whether its identity was held out, and what was read."""

    age: float
    ita: float
    held_out: bool
    read: dict[str, Reading]


def portraits(engine: Engine, data: Path) -> dict[str, Any]:
    """All figures of the portraits.

    Returns:
        ``photos``, ``held_out``, ``lost``; ``age``: line criterion -> Spearman of grade and age over ``all`` and
        over ``held_out`` identities, and of their ``mean`` share of the scale; ``tone``: criterion -> partial
        Spearman of grade and ITA, age removed. Every portrait shows another person.

    Raises:
        ConsultantError: the portraits are not there.
    """
    found, lost = read_portraits(engine, data)
    if not found:
        raise ConsultantError(f"No portrait of {data} shows a face. Give the folder of face images with --data.")
    held = [portrait for portrait in found if portrait.held_out]
    scored = [key for key in LINES if key in engine.curves]
    return {
        "photos": len(found),
        "held_out": len(held),
        "lost": lost,
        "age": {
            **{key: _with_age(found, held, (key,)) for key in scored},
            "mean of these": _with_age(found, held, tuple(scored)),
        },
        "tone": {key: _with_tone(found, key).named("partial_spearman") for key in engine.curves},
    }


def _with_age(found: list[Portrait], held: list[Portrait], keys: tuple[str, ...]) -> dict[str, Any]:
    return {name: _ranked(group, keys).named("spearman") for name, group in (("all", found), ("held_out", held))}


def _ranked(group: list[Portrait], keys: tuple[str, ...]) -> Estimate:
    """Spearman of age with the mean severity of some criteria, over the portraits that have all."""
    rows = [p for p in group if all(key in p.read for key in keys)]
    age = np.array([p.age for p in rows])
    grades = np.array([[p.read[key].grade / CRITERIA[key].grade_max for key in keys] for p in rows]).reshape(
        len(rows), -1
    )
    mean = grades.mean(axis=1)
    return estimate(lambda i: spearman(mean[i], age[i]), np.arange(len(rows)))


def _with_tone(found: list[Portrait], key: str) -> Estimate:
    rows = [p for p in found if key in p.read]
    grade, ita, age = (
        np.array(column) for column in zip(*((p.read[key].grade, p.ita, p.age) for p in rows), strict=True)
    )
    return estimate(lambda i: partial_spearman(grade[i], ita[i], age[i][:, None]), np.arange(len(rows)))


def read_portraits(engine: Engine, data: Path) -> tuple[list[Portrait], list[str]]:
    """Read every adult portrait with an age, and name those without one face.

    Raises:
        ConsultantError: there is no ``faces/index.csv``.
    """
    index = data / "faces" / "index.csv"
    if not index.is_file():
        raise ConsultantError(f"No face images in {data}. Give the folder that holds faces/index.csv with --data.")
    with index.open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["set"] == "portraits" and row["age_in_prompt"]]
    out, lost = [], []
    for row in rows:
        if float(row["age_in_prompt"]) < _YOUNGEST:
            continue
        try:
            located = engine.locate(decode_photo((data / "faces" / row["file"]).read_bytes()))
        except PhotoError:
            lost.append(row["file"])
            continue
        facts = photo_facts(located)
        if facts is not None:
            held_out = split_of(row["file"]) == "holdout"
            read = engine.read(engine.pool(located))
            out.append(Portrait(float(row["age_in_prompt"]), facts.ita, held_out, read))
    return out, lost
