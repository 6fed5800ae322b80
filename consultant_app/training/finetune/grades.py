"""What the rows of a grades file say: checked against the criteria, and joined over graders."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePosixPath
from statistics import fmean

from consultant_app.domain.criteria import CRITERIA, Zone
from consultant_app.training.data.severity import CHANNEL_OF
from consultant_app.training.finetune.findings import Finding
from consultant_app.training.finetune.table import Row

SPLITS = ("train", "test")


@dataclass(frozen=True, slots=True)
class Grade:
    """One grader's grade.

    Attributes:
        row: Where it stands.
        photo: Path below the folder of photographs, with forward slashes.
        person, grader: Who; compared without regard to case.
        key: Criterion.
        zone: ``Zone.FACE`` for the criterion as a whole.
        grade: 0 to the criterion's ``grade_max``.
        split: ``train``, ``test`` or empty.
    """

    row: int
    photo: str
    person: str
    grader: str
    key: str
    zone: Zone
    grade: float
    split: str


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a photograph is first named, and whose face it is said to be."""

    row: int
    person: str


@dataclass(frozen=True, slots=True)
class Target:
    """What is learned: the graders' mean for a photo, a criterion and a zone."""

    photo: str
    key: str
    zone: Zone
    grade: float
    graders: int


def read_grades(rows: Iterable[Row]) -> tuple[list[Grade], list[Finding]]:
    """The grades of all rows that are sound, and the faults of the others, row by row and between rows."""
    grades, findings = [], []
    for row in rows:
        faults: list[Finding] = []
        grade = _grade_of(row, faults)
        findings += faults
        if grade is not None and not faults:
            grades.append(grade)
    return grades, findings + _repeated(grades) + _two_persons(grades) + _splits(grades)


def mentioned(rows: Iterable[Row]) -> dict[str, Mention]:
    """Every photograph that a row names, also rows that are faulty otherwise, where it is named first."""
    out: dict[str, Mention] = {}
    for row in rows:
        faults: list[Finding] = []
        photo = _photo_of(row, faults)
        if not faults:
            out.setdefault(photo, Mention(row.number, _same_writing(row.cells["person"])))
    return out


def targets_of(grades: list[Grade]) -> list[Target]:
    """Mean over graders, in a fixed order."""
    groups: dict[tuple[str, str, Zone], list[float]] = defaultdict(list)
    for grade in grades:
        groups[grade.photo, grade.key, grade.zone].append(grade.grade)
    return [
        Target(photo, key, zone, fmean(values), len(values))
        for (photo, key, zone), values in sorted(groups.items(), key=lambda item: item[0])
    ]


def _grade_of(row: Row, faults: list[Finding]) -> Grade | None:
    """The grade of a row, its faults noted; ``None`` where its criterion is unknown."""
    cells = row.cells
    faults += [
        Finding(row.number, column, "is empty. Name the person, by a code if you like.")
        for column in ("person", "grader")
        if not cells[column]
    ]
    photo = _photo_of(row, faults)
    if cells["split"].lower() not in ("", *SPLITS):
        faults.append(Finding(row.number, "split", f"'{cells['split']}' is neither train nor test."))
    key = cells["criterion"].lower()
    if key not in CHANNEL_OF:
        faults.append(Finding(row.number, "criterion", _unknown_criterion(key)))
        return None
    zone, value = _zone_of(key, row, faults), _number_of(key, row, faults)
    person, grader = _same_writing(cells["person"]), _same_writing(cells["grader"])
    return Grade(row.number, photo, person, grader, key, zone, value, cells["split"].lower())


def _photo_of(row: Row, faults: list[Finding]) -> str:
    text = row.cells["photo"]
    path = PurePosixPath(text.replace("\\", "/"))
    if not text:
        faults.append(Finding(row.number, "photo", "is empty. Give the path below the folder of photographs."))
    elif path.is_absolute() or ".." in path.parts or re.match("[A-Za-z]:", text):
        fault = f"'{text}' lies outside the folder of photographs. Give a path below it."
        faults.append(Finding(row.number, "photo", fault))
    return str(path)


def _unknown_criterion(key: str) -> str:
    if key in CRITERIA:
        return f"'{key}' is not read from a map of its own and cannot be learned. Leave its rows out."
    close = get_close_matches(key, CHANNEL_OF, 1)
    return f"'{key}' is unknown. " + (f"Is '{close[0]}' meant?" if close else f"Use: {', '.join(CHANNEL_OF)}.")


def _zone_of(key: str, row: Row, faults: list[Finding]) -> Zone:
    text, allowed = row.cells["zone"].lower(), CRITERIA[key].zones
    if text in {"", Zone.FACE.value}:
        return Zone.FACE
    if text in allowed:
        return Zone(text)
    known = f"{key} is not graded in '{text}'" if text in set(Zone) else f"'{text}' is unknown"
    fault = f"{known}. Zones of {key}: {', '.join(allowed)}, or face for the whole."
    faults.append(Finding(row.number, "zone", fault))
    return Zone.FACE


def _number_of(key: str, row: Row, faults: list[Finding]) -> float:
    text, top = row.cells["grade"], CRITERIA[key].grade_max
    if not re.fullmatch(r"[+-]?[0-9]+([.,][0-9]+)?", text):
        faults.append(Finding(row.number, "grade", f"'{text}' is no number. Give 0 to {top}."))
        return 0.0
    value = float(text.replace(",", "."))
    if not 0 <= value <= top:
        fault = f"{text} lies outside the scale of {key}, 0 to {top}."
        faults.append(Finding(row.number, "grade", fault))
    return value


def _same_writing(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _repeated(grades: list[Grade]) -> list[Finding]:
    seen: dict[tuple[str, str, Zone, str], int] = {}
    findings = []
    for grade in grades:
        first = seen.setdefault((grade.photo, grade.key, grade.zone, grade.grader), grade.row)
        if first != grade.row:
            text = f"'{grade.grader}' graded {grade.key} ({grade.zone}) of {grade.photo} already in row {first}."
            findings.append(Finding(grade.row, "grader", text + " Keep one."))
    return findings


def _two_persons(grades: list[Grade]) -> list[Finding]:
    owner: dict[str, Grade] = {}
    findings: dict[tuple[str, str], Finding] = {}
    for grade in grades:
        first = owner.setdefault(grade.photo, grade)
        if first.person != grade.person:
            text = f"{grade.photo} shows '{first.person}' in row {first.row}. A photo shows one person."
            findings.setdefault((grade.photo, grade.person), Finding(grade.row, "person", text))
    return list(findings.values())


def _splits(grades: list[Grade]) -> list[Finding]:
    if not any(grade.split for grade in grades):
        return []
    findings = [
        Finding(grade.row, "split", "is empty, while other rows name one. Fill it everywhere or nowhere.")
        for grade in grades
        if not grade.split
    ]
    first: dict[str, Grade] = {}
    crossing: dict[str, Finding] = {}
    for grade in (grade for grade in grades if grade.split):
        before = first.setdefault(grade.person, grade)
        if before.split != grade.split:
            text = f"'{grade.person}' is in {before.split} in row {before.row}. A person belongs to one split."
            crossing.setdefault(grade.person, Finding(grade.row, "split", text))
    findings += [
        Finding(None, "split", f"no person is left for {side}. Name some.")
        for side in SPLITS
        if not any(grade.split == side for grade in grades)
    ]
    return findings + list(crossing.values())
