"""What a house brings: its table and photographs, read and checked together, and parted by person."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from consultant_app.domain.criteria import Zone
from consultant_app.inference.manifest import Calibration
from consultant_app.training.finetune.findings import Finding, GradesError
from consultant_app.training.finetune.grades import Grade, Target, mentioned, read_grades, targets_of
from consultant_app.training.finetune.items import Items, build_items
from consultant_app.training.finetune.people import held_out, judging_persons, leaks, too_few
from consultant_app.training.finetune.photos import Photo, load_photos
from consultant_app.training.finetune.settings import FinetuneSettings
from consultant_app.training.finetune.table import read_table


@dataclass(frozen=True, eq=False)
class House:
    """What was read and found sound.

    Attributes:
        photos: Usable photographs, by name.
        grades: Every grader's grade.
        judging: The persons who judge.
        unusable: Photographs without a single face, left out.
        ignored: Columns of the table that mean nothing here.
    """

    photos: list[Photo]
    grades: list[Grade]
    judging: set[str]
    unusable: list[str]
    ignored: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Parts:
    """The grades by what their persons are for.

    Attributes:
        learn: Fitted.
        choose: Only chosen by.
        judge: Only judged by.
        silent: Criteria that the application scores and nobody graded, on the choosing persons' photographs.
        left_out: Grades that cannot be compared, counted by reason.
    """

    learn: Items
    choose: Items
    judge: Items
    silent: Items
    left_out: dict[str, int]


def read_house(table_file: Path, folder: Path, settings: FinetuneSettings, *, skip_unusable: bool) -> House:
    """Read table and photographs.

    Raises:
        GradesError: every fault of both, with row and column.
    """
    table = read_table(table_file)
    grades, findings = read_grades(table.rows)
    mentions = mentioned(table.rows)
    loaded = load_photos(mentions, folder, settings.side, skip_unusable=skip_unusable)
    judging = judging_persons(grades, settings.test_share)
    findings = [*table.findings, *findings, *loaded.findings, *leaks(loaded.photos, mentions)]
    if not findings:
        findings = too_few({photo.person for photo in loaded.photos.values()}, judging)
    if findings:
        raise GradesError(findings)
    photos = [loaded.photos[name] for name in sorted(loaded.photos)]
    return House(photos, grades, judging, loaded.unusable, table.ignored)


def parted(house: House, curves: dict[str, Calibration], scored: set[str], settings: FinetuneSettings) -> Parts:
    """Part the grades by person.

    Args:
        house: What was read.
        curves: Start of every criterion's curve.
        scored: Criteria that the application scores now.
        settings: Shares.

    Raises:
        GradesError: nothing is left to learn from, to choose by or to judge by.
    """
    items, left_out = build_items(targets_of(house.grades), house.photos, curves)
    judges = np.isin(items.person, sorted(house.judging))
    choosing = sorted(held_out(set(items.person[~judges].tolist()), settings.choose_share, "choose"))
    chooses = np.isin(items.person, choosing)
    parts = [items.where(rows) for rows in (~judges & ~chooses, chooses, judges)]
    empty = [name for name, part in zip(("learn from", "choose by", "judge by"), parts, strict=True)
             if not len(part.grade)]  # fmt: skip
    if empty:
        reasons = ", ".join(f"{count} x {reason}" for reason, count in left_out.items()) or "too few persons"
        text = f"no grade is left to {' or '.join(empty)} ({reasons}). Add persons or closer photos."
        raise GradesError([Finding(None, "photo", text)])
    ungraded = sorted(scored - set(items.key.tolist()))
    names = sorted({house.photos[index].name for index in parts[1].photo.tolist()})
    asked = [Target(name, key, Zone.FACE, 0.0, 1) for name in names for key in ungraded]
    return Parts(parts[0], parts[1], parts[2], build_items(asked, house.photos, curves)[0], left_out)
