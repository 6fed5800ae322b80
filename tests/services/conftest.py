"""An open store for the services that keep clients and visits; its clock moves a day at every look."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest
from numpy.typing import NDArray
from skimage import data

from consultant_app.domain.analysis import Analysis, ModelIdentity, Overall, Quality
from consultant_app.domain.clients import Client, ClientDraft, Consent
from consultant_app.domain.consent import Signature
from consultant_app.domain.criteria import Zone
from consultant_app.domain.people import Role, User
from consultant_app.domain.photo import RGB, AnalysedPhoto, EvidenceMaps
from consultant_app.files import resource
from consultant_app.imaging.baseline_layers import baseline_layers
from consultant_app.inference.skin_model import SkinModel
from consultant_app.services.analysis import AnalysisService
from consultant_app.services.store import StoreSession, open_store
from consultant_app.storage import store as store_module
from consultant_app.storage.keys import Cost, KeyRing

MANAGER = User("manager", "Hélène", Role.MANAGER)
DRAWN = Signature(600, 200, (((10, 10), (300, 150)), ((310, 20), (500, 90))))


def allow(session: StoreSession, client_id: str, consent: Consent) -> None:
    """Let a client sign exactly this."""
    session.consents.sign(client_id, consent, "en", DRAWN)


def welcomed(session: StoreSession, draft: ClientDraft) -> Client:
    """A new client who has signed what her draft says."""
    client = session.clients.create(replace(draft, consent=Consent()))
    allow(session, client.id, draft.consent)
    return session.clients.get(client.id)


@pytest.fixture
def open_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., StoreSession]]:
    """Opens the store of this test and lets a manager in; Argon2id's real cost is left to its own test."""
    cheap = Cost(memory_kib=8, passes=1, lanes=1)
    monkeypatch.setattr(store_module, "KeyRing", partial(KeyRing, cost=cheap))
    days = iter(range(10_000))
    opened: list[StoreSession] = []

    def open_it(language: str = "en") -> StoreSession:
        def now() -> datetime:
            return datetime(2026, 5, 4, 9, 30, tzinfo=UTC) + timedelta(days=next(days))

        opened.append(open_store(tmp_path / "store", "file", language=language, now=now))
        opened[-1].access.enter(MANAGER)
        return opened[-1]

    yield open_it
    for session in opened:
        session.close()


@pytest.fixture
def session(open_session: Callable[..., StoreSession]) -> StoreSession:
    return open_session()


@pytest.fixture
def everything() -> Consent:
    return Consent(analysis=True, keep_photos=True, keep_results=True)


@pytest.fixture
def small_photo() -> AnalysedPhoto:
    analysis = Analysis(
        photo="a.jpg",
        model=ModelIdentity("skin", "1.0.0", "00" * 32),
        quality=Quality(accepted=True, findings=()),
        tone=None,
        overall=Overall(77, 4),
        criteria=(),
        strengths=(),
        priorities=(),
    )
    evidence = EvidenceMaps({"pores": np.full((4, 4), 0.5, np.float32)}, np.eye(2, 3))
    oval = {Zone.FACE: np.array([[1, 1], [9, 1], [5, 9]], np.float32)}
    return AnalysedPhoto(np.full((16, 12, 3), 128, np.uint8), analysis, evidence, oval)


@pytest.fixture(scope="session")
def engine() -> AnalysisService:
    return AnalysisService(threads=1)


class Baseline:
    """The editor to beat, in the editor's place: evidence of the shipped model times what a smoothing takes
    away."""

    identity = ModelIdentity("baseline", "1", "00" * 32)
    powers: ClassVar[dict[str, float]] = {}

    def __init__(self) -> None:
        self._model = SkinModel(resource("models", "skin"), threads=1)

    def layers(self, crop: RGB) -> dict[str, NDArray[np.float32]]:
        return baseline_layers(crop, self._model.evidence(crop).maps)


@pytest.fixture(scope="session")
def baseline() -> Baseline:
    return Baseline()


@pytest.fixture(scope="session")
def portrait_photo(engine: AnalysisService) -> AnalysedPhoto:
    return engine.analyse_rgb(np.ascontiguousarray(data.astronaut()), "astronaut.png")
