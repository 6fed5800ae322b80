"""The evolution of a client's skin over her visits: read, compare two visits, score older photos again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.analysis import FaceView
from consultant_app.domain.clients import SavedVisit
from consultant_app.domain.errors import PhotoError, StorageError
from consultant_app.domain.evolution import Evolution
from consultant_app.domain.model_card import ModelCard
from consultant_app.domain.photo import RGB, AnalysedPhoto
from consultant_app.services.series import SideReading
from consultant_app.services.visit_pair import VisitPair
from consultant_app.services.visits import VisitService


class Engine(Protocol):
    """What of the analysis is needed; ``services.analysis.AnalysisService`` is one."""

    @property
    def card(self) -> ModelCard:
        """The card of the model in use. Any thread."""
        ...

    def landmarks(self, rgb: RGB) -> NDArray[np.float32]:
        """Landmarks of the one face on a photo."""
        ...

    def analyse_rgb(self, rgb: RGB, name: str, *, force: bool = False) -> AnalysedPhoto:
        """Score a photo."""
        ...

    def read_side_rgb(self, rgb: RGB, name: str, view: FaceView, *, force: bool = False) -> SideReading:
        """Read a three-quarter photo."""
        ...

    def with_sides(self, photo: AnalysedPhoto, sides: Sequence[SideReading]) -> AnalysedPhoto:
        """A photo just scored, with its side views."""
        ...


@dataclass(frozen=True, slots=True)
class Rescored:
    """How a re-scoring ended.

    Attributes:
        done: Visits that were scored again and kept.
        failed: Visits whose photo is damaged, missing or shows no face any more; they stay not comparable.
        stopped: Whether it was ended before all were looked at.
    """

    done: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    stopped: bool = False


class EvolutionService:
    """The story of an open store's clients.

    Threads: ``read`` belongs on the store's lane; ``compare`` and ``rescore`` take seconds of the engine and
    belong on its lane (their short looks into the store wait for the store's own).
    """

    def __init__(self, visits: VisitService, engine: Engine) -> None:
        self._visits = visits
        self._engine = engine

    def read(self, client_id: str) -> Evolution:
        """A client's visits with what the model in use can tell apart.

        Raises:
            StorageError: the store cannot be read.
        """
        card = self._engine.card
        limits = {each.key: each.mdc95 for each in card.criteria if each.mdc95 is not None}
        return Evolution(card.model, self._visits.timeline(client_id), limits)

    def compare(self, before_id: str, after_id: str) -> VisitPair | None:
        """The photos of two visits in one frame and one light; ``None`` where one was not kept.

        Maps of two models do not compare: where the visits were read by different ones, both are read anew.

        Raises:
            PhotoError: no face is found on a photo any more.
            StorageError: a visit is gone, or its photo is missing or was altered.
        """
        visits = self._visits.open(before_id), self._visits.open(after_id)
        one_model = visits[0].analysis.model == visits[1].analysis.model
        before, after = (self._with_maps(visit, as_kept=one_model) for visit in visits)
        if before is None or after is None:
            return None
        return VisitPair(before, after, (self._found(before), self._found(after)))

    def rescore(
        self,
        visit_ids: Sequence[str],
        progress: Callable[[int, int], None] = lambda _done, _all: None,
        wanted: Callable[[], bool] = lambda: True,
    ) -> Rescored:
        """Score the kept photos of visits by the model in use, beside what was told then.

        Each visit is kept as soon as it is read, in a transaction of its own: what was done stays done after a
        stop, a crash or a power cut, and ``Evolution.to_rescore`` names what is left.

        Args:
            visit_ids: The visits; those without a photo count as failed.
            progress: Told how many of how many are through, on the caller's thread.
            wanted: Asked before each visit; ``False`` stops.

        Raises:
            ConsentError: the client does not allow it (any more).
            StorageError: the store cannot be written; what was kept before stays.
        """
        done: list[str] = []
        failed: list[str] = []
        for place, visit_id in enumerate(visit_ids):
            if not wanted():
                return Rescored(tuple(done), tuple(failed), stopped=True)
            progress(place, len(visit_ids))
            photo = self._read_again(visit_id)
            if photo is None:
                failed.append(visit_id)
                continue
            self._visits.keep_rescored(visit_id, photo.analysis)
            done.append(visit_id)
        progress(len(visit_ids), len(visit_ids))
        return Rescored(tuple(done), tuple(failed))

    def _read_again(self, visit_id: str) -> AnalysedPhoto | None:
        """A visit's photo scored by the model in use; ``None`` where there is none that could be."""
        try:
            visit = self._visits.open(visit_id)
            return None if visit.photo is None else self._scored(visit.photo)
        except (StorageError, PhotoError):
            return None

    def _with_maps(self, visit: SavedVisit, *, as_kept: bool) -> AnalysedPhoto | None:
        if visit.photo is None or as_kept or visit.analysis.model == self._engine.card.model:
            return visit.photo
        return self._scored(visit.photo)

    def _scored(self, photo: AnalysedPhoto) -> AnalysedPhoto:
        # It passed the quality gate of its day, or the consultant decided: that is not judged a second time.
        front = self._engine.analyse_rgb(photo.rgb, photo.analysis.photo, force=True)
        if not photo.sides:
            return front
        names = {side.view: side.photo for side in photo.analysis.sides}
        read = [
            self._engine.read_side_rgb(side.rgb, names[side.view], side.view, force=True) for side in photo.sides
        ]
        return self._engine.with_sides(front, read)

    def _found(self, photo: AnalysedPhoto) -> NDArray[np.float32]:
        return self._engine.landmarks(photo.rgb) if photo.landmarks is None else photo.landmarks
