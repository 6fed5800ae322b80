from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from consultant_app.domain.analysis import FaceView, ModelIdentity, Overall, SideView
from consultant_app.domain.change import Change, Obstacle
from consultant_app.domain.clients import Client, ClientDraft, Consent
from consultant_app.domain.errors import PhotoError, StorageError
from consultant_app.domain.model_card import CriterionCard, ModelCard
from consultant_app.domain.photo import AnalysedPhoto, SidePhoto
from consultant_app.domain.routine import Routine
from consultant_app.services import evolution as module
from consultant_app.services.analysis import AnalysisService
from consultant_app.services.evolution import EvolutionService, Rescored
from consultant_app.services.store import StoreSession
from consultant_app.services.visits import ConsentError
from tests.services.conftest import allow, welcomed

NEW = ModelIdentity("skin", "2.0.0", "22" * 32)


class FakeEngine:
    """Reads every photo as the new model would; a photo named "faceless" shows no one any more."""

    def __init__(self, photo: AnalysedPhoto) -> None:
        self._photo = photo
        self.read: list[str] = []
        figures = {"pores": 7.5, "shine": None}
        cards = (CriterionCard(key, True, None, None, None, mdc95, None, None) for key, mdc95 in figures.items())
        self.card = ModelCard(NEW, "house", "rendered", (), None, tuple(cards), ())

    def landmarks(self, rgb: np.ndarray) -> np.ndarray:
        return np.full((478, 3), float(rgb.mean()), np.float32)

    def analyse_rgb(self, rgb: np.ndarray, name: str, *, force: bool = False) -> AnalysedPhoto:
        assert force
        if name == "faceless":
            raise PhotoError("no_face")
        self.read.append(name)
        analysis = replace(self._photo.analysis, photo=name, model=NEW, overall=Overall(50, 3))
        return replace(self._photo, rgb=rgb, analysis=analysis)

    def read_side_rgb(
        self, rgb: np.ndarray, name: str, view: FaceView, *, force: bool = False
    ) -> tuple[object, ...]:
        assert force
        return rgb, name, view

    def with_sides(self, photo: AnalysedPhoto, sides: Sequence[tuple[object, ...]]) -> AnalysedPhoto:
        told = tuple(SideView(view, name, photo.analysis.quality) for _, name, view in sides)
        return replace(photo, analysis=replace(photo.analysis, sides=told))


@pytest.fixture
def fake(small_photo: AnalysedPhoto) -> FakeEngine:
    return FakeEngine(small_photo)


@pytest.fixture
def service(session: StoreSession, fake: FakeEngine) -> EvolutionService:
    return EvolutionService(session.visits, fake)


@pytest.fixture
def client(session: StoreSession, everything: Consent) -> Client:
    return welcomed(session, ClientDraft("Anna", consent=everything))


@pytest.fixture
def keep(session: StoreSession, client: Client, small_photo: AnalysedPhoto) -> Callable[[str], str]:
    def keep_it(name: str) -> str:
        photo = replace(small_photo, analysis=replace(small_photo.analysis, photo=name))
        return session.visits.save(client.id, photo, Routine()).id

    return keep_it


def test_the_story_knows_the_model_in_use_and_what_it_can_tell_apart(
    service: EvolutionService, client: Client, keep: Callable[[str], str]
) -> None:
    ids = [keep("a"), keep("b")]
    story = service.read(client.id)
    assert [visit.summary.id for visit in story.visits] == ids
    assert (story.model, story.mdc95) == (NEW, {"pores": 7.5})
    assert story.to_rescore() == (ids[1], ids[0])
    assert service.read("nobody").visits == ()


def test_photos_are_scored_again_beside_what_was_told(
    service: EvolutionService, session: StoreSession, client: Client, keep: Callable[[str], str]
) -> None:
    ids = (keep("a"), keep("faceless"), keep("c"))
    seen: list[tuple[int, int]] = []
    outcome = service.rescore(ids, lambda *at: seen.append(at))
    assert outcome == Rescored(done=(ids[0], ids[2]), failed=(ids[1],))
    assert seen == [(0, 3), (1, 3), (2, 3), (3, 3)]
    story = service.read(client.id)
    assert story.to_rescore() == (ids[1],)
    first = story.visit(ids[0])
    assert first.rescored is not None
    assert (first.rescored.model, first.rescored.overall.score) == (NEW, 50)
    assert first.told.overall.score == 77
    assert session.visits.open(ids[0]).analysis.overall.score == 77


def test_what_was_stopped_goes_on_where_it_ended(
    service: EvolutionService, client: Client, keep: Callable[[str], str], fake: FakeEngine
) -> None:
    for name in "abc":
        keep(name)
    asked = iter((True, False))
    stopped = service.rescore(service.read(client.id).to_rescore(), wanted=lambda: next(asked))
    assert stopped.stopped
    assert len(stopped.done) == 1
    left = service.read(client.id).to_rescore()
    assert len(left) == 2
    assert service.rescore(left).done == left
    assert fake.read == ["c", "b", "a"]
    assert service.read(client.id).to_rescore() == ()


def test_a_crash_in_between_loses_only_the_visit_it_was_at(
    service: EvolutionService,
    client: Client,
    keep: Callable[[str], str],
    session: StoreSession,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ids = (keep("a"), keep("b"))
    real = session.visits.keep_rescored

    def full(visit_id: str, analysis: object) -> None:
        if visit_id == ids[1]:
            raise StorageError("The disk is full.")
        real(visit_id, analysis)  # type: ignore[arg-type]

    monkeypatch.setattr(session.visits, "keep_rescored", full)
    with pytest.raises(StorageError, match="full"):
        service.rescore(ids)
    assert service.read(client.id).to_rescore() == (ids[1],)


def test_without_consent_nothing_is_scored_again(
    service: EvolutionService, session: StoreSession, client: Client, keep: Callable[[str], str]
) -> None:
    kept = keep("a")
    allow(session, client.id, replace(client.details.consent, analysis=False))
    with pytest.raises(ConsentError):
        service.rescore((kept,))


def test_without_a_photo_there_is_nothing_to_compare_or_to_score(
    service: EvolutionService, session: StoreSession, small_photo: AnalysedPhoto, everything: Consent
) -> None:
    client = welcomed(session, ClientDraft("Zoe", consent=replace(everything, keep_photos=False)))
    ids = [session.visits.save(client.id, small_photo, Routine()).id for _ in range(2)]
    assert service.compare(ids[0], ids[1]) is None
    assert service.rescore(ids).failed == tuple(ids)
    verdict = service.read(client.id).verdicts(ids[0], ids[1])["pores"]
    assert verdict.obstacle is Obstacle.UNSAID_BOTH


def test_maps_of_two_models_are_read_anew_and_those_of_one_are_not(
    service: EvolutionService,
    session: StoreSession,
    client: Client,
    keep: Callable[[str], str],
    small_photo: AnalysedPhoto,
    fake: FakeEngine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[tuple[AnalysedPhoto, AnalysedPhoto]] = []
    monkeypatch.setattr(module, "VisitPair", lambda before, after, _points: made.append((before, after)))
    old = keep("a"), keep("b")
    service.compare(*old)
    assert fake.read == []
    analysis = replace(small_photo.analysis, photo="new", model=NEW)
    new = session.visits.save(client.id, replace(small_photo, analysis=analysis), Routine())
    service.compare(old[0], new.id)
    assert fake.read == ["a"]
    assert {photo.analysis.model for photo in made[-1]} == {NEW}


def test_the_engine_reads_a_kept_photo_as_it_read_the_new_one(
    session: StoreSession, client: Client, engine: AnalysisService, portrait_photo: AnalysedPhoto
) -> None:
    """A photo that went through the vault is no other skin: nothing may change between it and itself."""
    former = replace(portrait_photo.analysis, model=NEW)
    first = session.visits.save(client.id, replace(portrait_photo, analysis=former), Routine())
    second = session.visits.save(client.id, portrait_photo, Routine())
    service = EvolutionService(session.visits, engine)
    assert service.rescore(service.read(client.id).to_rescore()).done == (first.id,)
    verdicts = service.read(client.id).verdicts(first.id, second.id)
    assert {verdict.change for verdict in verdicts.values()} == {
        Change.NO_MEASURABLE_CHANGE,
        Change.NOT_COMPARABLE,
    }
    assert {verdict.obstacle for verdict in verdicts.values()} == {None, Obstacle.UNSAID_BOTH}
    pair = service.compare(first.id, second.id)
    assert pair is not None
    assert pair.matched
    np.testing.assert_allclose(pair.match.gains, 1, atol=0.02)


def test_a_visit_with_a_side_view_is_scored_again_with_it(
    service: EvolutionService, session: StoreSession, client: Client, small_photo: AnalysedPhoto
) -> None:
    told = replace(
        small_photo.analysis, sides=(SideView(FaceView.RIGHT, "side.jpg", small_photo.analysis.quality),)
    )
    side = SidePhoto(FaceView.RIGHT, small_photo.rgb, small_photo.evidence, small_photo.zone_polygons)
    saved = session.visits.save(client.id, replace(small_photo, analysis=told, sides=(side,)), Routine())
    assert service.rescore([saved.id]).done == (saved.id,)
    (visit,) = service.read(client.id).visits
    assert visit.rescored is not None
    assert [(each.view, each.photo) for each in visit.rescored.sides] == [(FaceView.RIGHT, "side.jpg")]
