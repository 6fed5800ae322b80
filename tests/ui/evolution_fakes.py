"""A story of several visits, and a fake that tells it; kept beside conftest.py, which is long enough."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from skimage.data import astronaut

from consultant_app.domain.analysis import Analysis, ModelIdentity, State
from consultant_app.domain.box import Box
from consultant_app.domain.clients import SavedVisit, VisitSummary
from consultant_app.domain.errors import ConsultantError
from consultant_app.domain.evolution import Evolution, PastVisit
from consultant_app.domain.routine import Routine
from consultant_app.imaging.difference_map import difference_overlay
from consultant_app.services.evolution import Rescored

MODEL = ModelIdentity("test", "1.0.0", "0" * 64)
FORMER = ModelIdentity("test", "0.9.0", "9" * 64)
LAST = datetime(2026, 11, 11, 9, 40, tzinfo=UTC)
DAYS = (310, 236, 150, 70, 0)
"""Before the last visit."""

COURSE: dict[str, tuple[int | None, ...]] = {
    "redness": (41, 47, 55, 66, 74),
    "pores": (66, 64, 69, 66, 68),
    "crows_feet": (64, 70, 61, 66, 62),
    "shine": (80, 74, 62, 55, 48),
    "dark_circles": (61, None, 58, 66, 63),
    "folds": (79, 77, 80, 78, None),
}


class FakePair:
    """The astronaut twice, a little darker the second time; her redness went from one cheek."""

    keys = ("redness", "pores", "shine", "dark_circles")
    matched = True

    def __init__(self) -> None:
        self.before = np.ascontiguousarray(astronaut()[20:220, 128:328].repeat(3, axis=0).repeat(3, axis=1))
        self.after = (self.before * 0.97).astype(np.uint8)
        self.face = Box(160, 125, 275, 345)

    def map_of(self, key: str) -> np.ndarray:
        side = self.before.shape[0]
        y, x = np.mgrid[0:side, 0:side] / side
        more = -0.5 * np.exp(-((x - 0.38) ** 2 + (y - 0.52) ** 2) / 0.006)
        if key != "redness":
            more += 0.4 * np.exp(-((x - 0.60) ** 2 + (y - 0.52) ** 2) / 0.004)
        return difference_overlay(self.after, more.astype(np.float32))


class FakeEvolution:
    """Tells what the fake store keeps; ``gate`` holds the engine back so that waiting can be seen."""

    def __init__(self, store: Any) -> None:
        self._store = store
        self.gate = threading.Event()
        self.gate.set()
        self.again: dict[str, Analysis] = {}
        self.compared: list[tuple[str, str]] = []
        self.faceless: set[str] = set()
        self.problem: ConsultantError | None = None

    def read(self, client_id: str) -> Evolution:
        mine = [visit for visit in self._store.kept if visit.summary.client_id == client_id]
        past = tuple(
            PastVisit(
                visit.summary,
                visit.analysis,
                self.again.get(visit.summary.id),
                tuple(item.product.name for item in visit.routine.recommendations),
            )
            for visit in sorted(mine, key=lambda visit: visit.summary.at)
        )
        return Evolution(MODEL, past, {"redness": 9.0})

    def compare(self, before_id: str, after_id: str) -> FakePair | None:
        self.gate.wait(10)
        self.compared.append((before_id, after_id))
        if self.problem is not None:
            raise self.problem
        return FakePair()

    def rescore(
        self, visit_ids: Sequence[str], progress: Callable[[int, int], None], wanted: Callable[[], bool]
    ) -> Rescored:
        done, failed = [], []
        for place, visit_id in enumerate(visit_ids):
            progress(place, len(visit_ids))
            self.gate.wait(10)
            if self.problem is not None:
                raise self.problem
            if not wanted():
                return Rescored(tuple(done), tuple(failed), stopped=True)
            if visit_id in self.faceless:
                failed.append(visit_id)
                continue
            told = next(visit.analysis for visit in self._store.kept if visit.summary.id == visit_id)
            self.again[visit_id] = replace(told, model=MODEL)
            done.append(visit_id)
        return Rescored(tuple(done), tuple(failed))


def at_visit(base: Analysis, scores: Mapping[str, int | None], model: ModelIdentity = MODEL) -> Analysis:
    """An analysis with other scores."""
    criteria = []
    for result in base.criteria:
        score = scores.get(result.key, result.score)
        if score is None:
            reason = result.reason or "reason.zone_hidden"
            criteria.append(
                replace(result, grade=None, score=None, plus_minus=None, state=State.CANNOT_SAY, reason=reason)
            )
        else:
            grade = result.grade_max * (1 - score / 100)
            criteria.append(replace(result, grade=grade, score=score, plus_minus=result.plus_minus or 5))
    return replace(base, criteria=tuple(criteria), model=model)


def tell(
    store: Any, client_id: str = "c5", *, former: int = 0, photos: bool = True, routines: bool = True
) -> None:
    """Five visits of a client, the first ``former`` scored by a former model."""
    seen = store.kept[0]
    for place, days in enumerate(DAYS):
        model = FORMER if place < former else MODEL
        scores = {key: course[place] for key, course in COURSE.items()}
        analysis = at_visit(seen.analysis, scores, model)
        summary = VisitSummary(
            f"{client_id}-{place}", client_id, LAST - timedelta(days=days), 70, 4, model.version, photos
        )
        chosen = seen.routine.recommendations[place % 3 : place % 3 + 2] if routines and place != 2 else ()
        routine = Routine(chosen)
        store.kept.append(SavedVisit(summary, analysis, seen.photo if photos else None, routine, ""))
