"""Measures the tables of docs/capture.md: ``python tests/benchmarks/side_views.py FACES [TURNED] [COUNT]``.

FACES holds portraits of consenting adults, one person a file. Each is turned on its mesh, so that the very same
skin is seen from the front and from the side; one half of the front is then hidden by a drawn cloth. What is read
with the side view is compared with what the uncovered front says. TURNED holds real three-quarter photos, of which
only poses are printed. Of neither a picture is kept.
"""
# ruff: noqa: T201 - what it is run for

import sys
from collections import defaultdict
from contextlib import suppress
from pathlib import Path

import cv2
import numpy as np

from consultant_app.domain.analysis import SIDE_VIEWS, CriterionResult, FaceView
from consultant_app.domain.criteria import CRITERIA, FACE_ZONES, Zone
from consultant_app.domain.errors import PhotoError
from consultant_app.domain.photo import RGB, AnalysedPhoto
from consultant_app.imaging.alignment import align
from consultant_app.imaging.decode import decode_photo
from consultant_app.imaging.facing import facing
from consultant_app.imaging.mesh import head_pose
from consultant_app.imaging.quality.side import side_yaw
from consultant_app.services.analysis import AnalysisService
from consultant_app.services.series import FORESHORTENED, SideReading
from consultant_app.training.evaluation.shop import Pose, turned

TURNS = (25.0, 40.0)
"""Degrees that a front is turned by the warp; the mesh reads about half, and more would stretch skin too far."""

_TURNED = 12.0
"""Degrees from which a front is none."""

_SIDES = {FaceView.LEFT: "_left", FaceView.RIGHT: "_right"}


def turned_away(photo: AnalysedPhoto, view: FaceView, degrees: float) -> RGB:
    """The aligned crop of a front, turned so as to show one side."""
    points = photo.landmarks
    assert points is not None
    face = align(photo.rgb, points)
    sign = -1 if view is FaceView.RIGHT else 1  # the warp counts the other way round
    pose = Pose(sign * degrees, 0.0, 0.0, 1.0, (0.0, 0.0))
    return np.clip(turned(face.rgb.astype(np.float32), face.points, pose), 0, 255).astype(np.uint8)


def covered(photo: AnalysedPhoto, view: FaceView) -> RGB:
    """The front with its half towards ``view`` under a plain blue cloth, from the temple to the chin."""
    polygons = photo.zone_polygons
    rgb = photo.rgb.copy()
    side = _SIDES[view]
    hidden = [polygons[zone] for zone in FACE_ZONES if zone.value.endswith(side)]
    hull = cv2.convexHull(np.concatenate(hidden).astype(np.float32))
    cv2.fillConvexPoly(rgb, np.round(hull).astype(np.int32), (52, 74, 128), cv2.LINE_AA)
    return rgb


def _degrees(engine: AnalysisService, rgb: RGB) -> float | None:
    try:
        return head_pose(engine.landmarks(rgb))[0]
    except PhotoError:
        return None


def _zones(photo: AnalysedPhoto) -> dict[tuple[str, Zone], tuple[float, float]]:
    """(Criterion, zone) -> score before rounding, and its +/-."""
    return {
        (result.key, zone.key): (100 * (1 - zone.grade / result.grade_max), float(zone.plus_minus or 0))
        for result in photo.analysis.criteria
        for zone in result.zones
        if zone.grade is not None and result.key in CRITERIA
    }


class Table:
    """Differences by criterion."""

    def __init__(self) -> None:
        self._rows: dict[str, list[tuple[float, float]]] = defaultdict(list)

    def add(self, key: str, difference: float, spread: float) -> None:
        self._rows[key].append((difference, spread))

    def show(self, title: str) -> None:
        print(f"\n{title}\n\n| criterion | zones | bias | SD | median off | within the +/- % | +/- |")
        print("|---|---|---|---|---|---|---|")
        for key in [*CRITERIA, "all"]:
            if self._rows[key]:
                values = np.array(self._rows[key])
                off, half = values[:, 0], values[:, 1]
                inside = 100 * float((np.abs(off) <= half).mean())
                print(
                    f"| {key} | {len(off)} | {off.mean():+.1f} | {off.std():.1f} | {np.median(np.abs(off)):.1f} | "
                    f"{inside:.0f} | {half.mean():.1f} |"
                )


class Tally:
    """What is counted over the faces."""

    def __init__(self, engine: AnalysisService) -> None:
        self._engine = engine
        self.table = Table()
        self.steps: dict[float, list[float]] = defaultdict(list)
        self.hidden: dict[str, list[bool]] = defaultdict(list)
        self.narrow: list[bool] = []
        self.unmoved: list[bool] = []

    def look(self, path: Path, view: FaceView) -> None:
        """One person, one of her sides; a face that is not found or already turned is left out."""
        front = self._engine.analyse(path, force=True)
        assert front.landmarks is not None
        if abs(head_pose(front.landmarks)[0]) > _TURNED:
            return
        zones = [zone for zone in FACE_ZONES if zone is not Zone.JAW_LINE]
        self.narrow.append(any(facing(front.landmarks, zone) < FORESHORTENED for zone in zones))
        side = self._turned(front, view)
        before, after = _by_key(front), _by_key(self._engine.with_sides(front, [side]))
        whole = [key for key, found in before.items() if all(z.grade is not None for z in found.zones)]
        self.unmoved.append(all(after[key] == before[key] for key in whole if key != "radiance"))
        self._compare(front, side, view)

    def _turned(self, front: AnalysedPhoto, view: FaceView) -> SideReading:
        for degrees in TURNS:
            side = self._engine.read_side_rgb(turned_away(front, view, degrees), "side", view, force=True)
            self.steps[degrees].append(side_yaw(side.reading.view.points, view))
        return side

    def _compare(self, front: AnalysedPhoto, side: SideReading, view: FaceView) -> None:
        half = self._engine.analyse_rgb(covered(front, view), "covered", force=True)
        truth, before = _zones(front), _zones(half)
        after = _zones(self._engine.with_sides(half, [side]))
        for place in truth.keys() - before.keys():
            if place[1].value.endswith(_SIDES[view]):
                self.hidden[place[0]].append(place in after)
        for place in (after.keys() - before.keys()) & truth.keys():
            for key in (place[0], "all"):
                self.table.add(key, after[place][0] - truth[place][0], after[place][1])

    def show(self) -> None:
        print(f"fronts {len(self.narrow)}, with a zone below {FORESHORTENED}: {sum(self.narrow)}")
        print(f"with a side view added, nothing seen before moved: {sum(self.unmoved)} of {len(self.unmoved)}")
        for degrees, seen in self.steps.items():
            read = f"{np.median(seen):.0f} ({min(seen):.0f} to {max(seen):.0f})"
            print(f"turned by {degrees:.0f}: the mesh reads {read}")
        print("\n| criterion | hidden zones | read from the side |\n|---|---|---|")
        for key in CRITERIA:
            if self.hidden[key]:
                print(f"| {key} | {len(self.hidden[key])} | {sum(self.hidden[key])} |")
        self.table.show("Read from the side against the uncovered front, points of 100")


def _by_key(photo: AnalysedPhoto) -> dict[str, CriterionResult]:
    return {result.key: result for result in photo.analysis.criteria}


def poses(engine: AnalysisService, folder: Path) -> None:
    """How the mesh holds on real three-quarter photos: found, and found alike when mirrored."""
    rows = []
    for path in sorted(folder.glob("*.jpg")):
        rgb = decode_photo(path.read_bytes())
        mirrored = np.ascontiguousarray(rgb[:, ::-1])
        rows.append((_degrees(engine, rgb), _degrees(engine, mirrored)))
    found = np.array([row for row in rows if None not in row], float)
    off = np.abs(found[:, 0] + found[:, 1])
    print(
        f"{len(rows)} three-quarter photos, found {len(found)}; degrees {np.percentile(found[:, 0], [5, 50, 95])}"
    )
    for low, high in ((0, 20), (20, 25), (25, 35), (35, 45), (45, 55), (55, 65), (65, 90)):
        inside = (np.abs(found[:, 0]) >= low) & (np.abs(found[:, 0]) < high)
        if inside.any():
            print(f"  {low}-{high}: {inside.sum()}, mirrored off by {np.median(off[inside]):.1f}")


def main() -> None:
    cv2.setNumThreads(1)
    engine = AnalysisService(threads=1)
    faces = sorted(Path(sys.argv[1]).glob("*.jpg"))
    count = int(sys.argv[3]) if len(sys.argv) > 3 else len(faces)
    tally = Tally(engine)
    for number, path in enumerate(faces[:: max(1, len(faces) // count)][:count]):
        with suppress(PhotoError):
            tally.look(path, SIDE_VIEWS[number % 2])
    tally.show()
    if len(sys.argv) > 2 and sys.argv[2] != "-":
        poses(engine, Path(sys.argv[2]))


if __name__ == "__main__":
    main()
