"""Is the quality gate right? Usable photographs must pass, spoilt ones must not.

Each limit must sit where a score begins to err. Every row is one photograph: which face, what was done to it, what
the gate measured and said, and by how much the scores moved. The rows are kept as they come, so that a run that
was stopped goes on. Identities are halved by a hash of their name: limits are chosen on one half, rates are
reported on the other.
"""

import csv
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from consultant_app.domain.analysis import Analysis, Quality, Severity
from consultant_app.domain.errors import ConsultantError, PhotoError
from consultant_app.domain.photo import RGB
from consultant_app.imaging.decode import decode_photo
from consultant_app.imaging.quality import View, assess, measured
from consultant_app.services.analysis import AnalysisService, skin_tone
from consultant_app.texts import texts
from consultant_app.training.evaluation.gate_spoil import COVERS, SPOILS, Spoil, two_faces

Row = dict[str, Any]
Draw = Callable[[View, str, int], RGB]
"""Draws a thing (a value of ``COVERS``) over a face, from a seed."""

Turn = Callable[[View, float], RGB]
"""Turns the head on a photo by some degrees."""

_FIT_TILES = Path(__file__).with_name("gate_fit_tiles.txt")
_FRONTAL, _TURNED = 0.25, 0.7
"""Yaw of ``faces/index.csv`` (asymmetry of the face, no unit) up to which a photo is frontal, and from which it
shows one cheek only."""

_GLASSES = ("portraits/female_69.jpg", "portraits/male_95.jpg")
"""Portraits that wear glasses: found by the gate, and seen to be so."""

TURNS = (6.0, 12.0, 18.0, 25.0, 35.0)
"""Degrees by which heads are turned for the curves; a picture can only be warped so far (``docs/gate.md``)."""

_ADULT = 18


@dataclass(frozen=True, slots=True)
class GateSettings:
    """How much is measured.

    Attributes:
        spoilt: Faces that the unusable photographs are made of.
        curves: Faces on which the scores' error is measured at every degree.
        seed: All randomness follows from it.
    """

    spoilt: int = 40
    curves: int = 16
    seed: int = 1


@dataclass(frozen=True, eq=False)
class Sitter:
    """A face of the data: its name, its photo, and what the engine sees there.

    Attributes:
        name: ``set/file``.
        view: What the gate looks at.
        ita: Tone in degrees, ``None`` where it could not be measured.
    """

    name: str
    view: View
    ita: float | None


@dataclass(eq=False)
class Gauge:
    """Takes the rows and keeps them.

    Attributes:
        service: The product's engine.
        file: One JSON object a line.
        draw, turn: Draw things over faces, turn heads; they need the training packages, so they are given.
    """

    service: AnalysisService
    file: Path
    draw: Draw
    turn: Turn
    done: set[tuple[str, str, float]] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Remember what an earlier run has already measured."""
        self.done = {(row["face"], row["kind"], row["degree"]) for row in read_rows(self.file)}

    def take(self, who: Sitter, kind: str, degree: float, make: Callable[[], RGB], **more: object) -> Row | None:
        """Measure one photograph and keep the row; ``None`` where it is kept already."""
        if (who.name, kind, degree) in self.done:
            return None
        row: Row = {"face": who.name, "half": half_of(who.name), "ita": who.ita, "kind": kind, "degree": degree}
        row |= more
        rgb = make()
        try:
            view = self.service.view(rgb)
            row |= judged(assess(view, texts("en")))
            row["measures"] = {key: round(value, 4) for key, value in measured(view).items()}
        except PhotoError as error:
            row |= {"refused": [error.key], "warned": [], "measures": {}}
        with self.file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
        return row


def half_of(name: str) -> int:
    """Which half of the identities one belongs to, by a hash of its name."""
    return hashlib.sha256(f"gate {name}".encode()).digest()[0] % 2


def judged(quality: Quality) -> Row:
    """Keys of the findings that refuse and that warn."""
    by = {severity: [f.key for f in quality.findings if f.severity is severity] for severity in Severity}
    return {"refused": by[Severity.REFUSE], "warned": by[Severity.WARN]}


def read_rows(file: Path) -> list[Row]:
    """All rows of a file; none where there is no file."""
    if not file.is_file():
        return []
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def sorted_photos(data: Path) -> tuple[list[str], list[str]]:
    """Names of the photographs that anyone would call usable, and of those turned too far.

    Usable are the frontal portraits of adults, the studio's photographs, and the tiles that were picked by eye:
    frontal, adult, plainly lit, nothing in front of the face (``gate_fit_tiles.txt``).

    Raises:
        ConsultantError: the face data is not there.
    """
    index = data / "faces" / "index.csv"
    if not index.is_file():
        raise ConsultantError(f"No face images in {data}. Give the folder that holds faces/index.csv with --data.")
    with index.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    fit = set(_FIT_TILES.read_text(encoding="utf-8").split())
    usable, turned = [], []
    for row in rows:
        adult = row["set"] == "studio" or float(row["age_in_prompt"] or 0) >= _ADULT
        yaw = abs(float(row["yaw"] or 0))
        if (row["set"] == "tiles" and Path(row["file"]).stem in fit) or (adult and yaw <= _FRONTAL):
            usable.append(row["file"])
        elif adult and yaw >= _TURNED:
            turned.append(row["file"])
    return sorted(set(usable) - set(_GLASSES), key=_shuffled), sorted(turned)


def _shuffled(name: str) -> str:
    return hashlib.sha256(f"order {name}".encode()).hexdigest()


def measure_gate(data: Path, gauge: Gauge, settings: GateSettings, say: Callable[[str], None]) -> list[Row]:
    """Take all rows: the usable as they are, the spoilt, and the curves.

    Raises:
        ConsultantError: the face data is not there.
    """
    usable, turned = sorted_photos(data)
    say(f"{len(usable)} usable photographs")
    for who in _sitters(data, gauge.service, [name for name in usable if (name, "none", 0) not in gauge.done]):
        gauge.take(who, "none", 0, partial(np.asarray, who.view.photo))
    say("the unusable set")
    for who in _sitters(data, gauge.service, [name for name in turned if (name, "turned", 0) not in gauge.done]):
        gauge.take(who, "turned", 0, partial(np.asarray, who.view.photo), unusable=True)
    others = _sitters(data, gauge.service, usable[settings.spoilt : settings.spoilt + 6])
    beside = list(others)
    for number, who in enumerate(_sitters(data, gauge.service, usable[: settings.spoilt])):
        _spoil(gauge, who, beside[number % len(beside)], settings.seed + number)
    say("the curves of the scores' error")
    for number, who in enumerate(_sitters(data, gauge.service, usable[: settings.curves])):
        _curves(gauge, who, settings.seed + number)
    return read_rows(gauge.file)


def _sitters(data: Path, service: AnalysisService, names: list[str]) -> Iterator[Sitter]:
    """The faces of some photographs; one on which no face is found is left out."""
    for name in names:
        rgb = decode_photo((data / "faces" / name).read_bytes())
        try:
            view = service.view(rgb)
        except PhotoError:
            continue
        tone = skin_tone(view)
        yield Sitter(name, view, None if tone is None else tone.ita_deg)


def _spoil(gauge: Gauge, who: Sitter, other: Sitter, seed: int) -> None:
    """One unusable photograph of every kind."""
    for place, (kind, spoil) in enumerate(SPOILS.items()):
        random = np.random.default_rng([seed, place])
        degree = spoil.degrees[int(random.integers(spoil.unusable, len(spoil.degrees)))]
        gauge.take(who, kind, degree, partial(spoil.make, who.view, degree, random), unusable=True)
    for kind, thing in COVERS.items():
        gauge.take(who, kind, 0, partial(gauge.draw, who.view, thing, seed), unusable=True)
    gauge.take(who, "two faces", 0, lambda: two_faces(who.view, other.view), unusable=True)


def _curves(gauge: Gauge, who: Sitter, seed: int) -> None:
    """Every degree of the spoils that have several, with the error of the scores."""
    makes: dict[str, tuple[tuple[float, ...], Callable[[float], RGB]]] = {
        "turned": (TURNS, partial(gauge.turn, who.view))
    }
    for place, (kind, spoil) in enumerate(SPOILS.items()):
        if len(spoil.degrees) == len(TURNS):
            makes[kind] = spoil.degrees, partial(_spoilt, spoil, who.view, (seed, place))
    wanted = [
        (kind, degree, make)
        for kind, (degrees, make) in makes.items()
        for degree in degrees
        if (who.name, f"curve {kind}", degree) not in gauge.done
    ]
    if not wanted:
        return
    before = gauge.service.analyse_rgb(who.view.photo, who.name, force=True).analysis
    for kind, degree, make in wanted:
        rgb = make(degree)
        error = score_error(gauge.service, before, rgb)
        gauge.take(who, f"curve {kind}", degree, partial(np.asarray, rgb), error=error)


def _spoilt(spoil: Spoil, view: View, seed: tuple[int, int], degree: float) -> RGB:
    return spoil.make(view, degree, np.random.default_rng(seed))


def score_error(service: AnalysisService, before: Analysis, rgb: RGB) -> float | None:
    """Mean over the criteria of how far the scores moved, in points; ``None`` where none can be compared."""
    try:
        after = service.analyse_rgb(rgb, before.photo, force=True).analysis
    except PhotoError:
        return None
    moved = [
        abs(new.score - old.score)
        for old, new in zip(before.criteria, after.criteria, strict=True)
        if old.score is not None and new.score is not None
    ]
    return round(float(np.mean(moved)), 2) if moved else None
