"""An open store for the services that keep clients and visits; its clock moves a day at every look."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from consultant_app.domain.analysis import Analysis, ModelIdentity, Overall, Quality
from consultant_app.domain.clients import Consent
from consultant_app.domain.criteria import Zone
from consultant_app.domain.photo import AnalysedPhoto, EvidenceMaps
from consultant_app.services.store import StoreSession, open_store
from consultant_app.storage import store as store_module
from consultant_app.storage.keys import Cost, KeyRing


@pytest.fixture
def open_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., StoreSession]]:
    """Opens the store of this test; Argon2id's real cost is left to its own test."""
    cheap = Cost(memory_kib=8, passes=1, lanes=1)
    monkeypatch.setattr(store_module, "KeyRing", partial(KeyRing, cost=cheap))
    days = iter(range(10_000))
    opened: list[StoreSession] = []

    def open_it(language: str = "en") -> StoreSession:
        def now() -> datetime:
            return datetime(2026, 5, 4, 9, 30, tzinfo=UTC) + timedelta(days=next(days))

        opened.append(open_store(tmp_path / "store", "file", language=language, now=now))
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
