"""A store that opens fast, and a visit worth keeping."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Protocol

import numpy as np
import pytest
import skimage.data

from consultant_app.domain.analysis import (
    Analysis,
    CriterionResult,
    FaceView,
    ModelIdentity,
    Overall,
    Quality,
    QualityFinding,
    RawMeasure,
    Severity,
    SideView,
    State,
    Tone,
    ZoneScore,
)
from consultant_app.domain.catalogue import Product, Step, Time
from consultant_app.domain.clients import Client, ClientDraft, Consent, Profile
from consultant_app.domain.consent import SignedConsent
from consultant_app.domain.criteria import CRITERIA, Criterion, Zone
from consultant_app.domain.photo import AnalysedPhoto, EvidenceMaps, SidePhoto
from consultant_app.domain.routine import Exclusion, Reason, Recommendation, Routine
from consultant_app.storage import store as store_module
from consultant_app.storage.faults import Faults
from consultant_app.storage.keys import Cost, KeyRing
from consultant_app.storage.keystores import KeystoreName
from consultant_app.storage.store import Store
from consultant_app.texts import texts

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
CHEAP = Cost(memory_kib=8, passes=1, lanes=1)
EVERYTHING = Consent(analysis=True, keep_photos=True, keep_results=True, contact=True)


def allow(store: Store, client: Client, at: datetime = NOW, **changed: bool) -> None:
    """Record that a client's first consent holds but for what changed."""
    consent = replace(client.details.consent, **changed)
    store.consents.record(client.id, SignedConsent(consent, 1, "en"), at)


class OpenStore(Protocol):
    def __call__(
        self, folder: Path | None = None, keystore: KeystoreName = "file", passphrase: str | None = None
    ) -> Store: ...


@pytest.fixture(autouse=True)
def _cheap_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id at its real cost has a test of its own; a fifth of a second a store is too much for the others."""
    monkeypatch.setattr(store_module, "KeyRing", partial(KeyRing, cost=CHEAP))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def faults(folder: Path) -> Faults:
    return Faults(texts("en"), folder)


@pytest.fixture
def open_store(folder: Path) -> Iterator[OpenStore]:
    opened: list[Store] = []

    def open_it(
        place: Path | None = None, keystore: KeystoreName = "file", passphrase: str | None = None
    ) -> Store:
        store = Store(place or folder, keystore, passphrase, texts("en"))
        opened.append(store)
        return store

    yield open_it
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: OpenStore) -> Store:
    return open_store()


@pytest.fixture
def draft() -> ClientDraft:
    return ClientDraft(
        first_name="Zoë",
        last_name="Lefèvre-Brœck",
        birth_date=date(1980, 2, 29),
        email="zoe@courriel.example",
        phone="+33 6 39 98 00 01",
        language="fr",
        notes="sentinel-of-the-notes",
        consent=EVERYTHING,
        profile=Profile(("LINALOOL",), pregnancy=True, sensitive=True, fragrance_free=True, budget=99.5),
    )


@pytest.fixture
def client(store: Store, draft: ClientDraft) -> Client:
    client = Client("2b3f9a04-6f0e-4c6e-8f1c-6b7f4a1f0c01", NOW, draft)
    store.clients.add(client)
    return client


def _result(position: int, criterion: Criterion) -> CriterionResult:
    """One criterion in each of its shapes: said, said with a hidden zone, not said."""
    if position % 3 == 2:
        nothing = tuple(ZoneScore(zone, None, None, None) for zone in criterion.zones)
        raw = RawMeasure(None, criterion.raw_unit)
        reason = "reason.zone_hidden"
        return CriterionResult(
            criterion.key, None, criterion.grade_max, None, None, State.CANNOT_SAY, reason, raw, nothing
        )
    zones = tuple(
        ZoneScore(zone, 0.1 * position, 90 - position, 3)
        if order or position % 3
        else ZoneScore(zone, None, None, None)
        for order, zone in enumerate(criterion.zones)
    )
    raw = RawMeasure(1 / 3 + position, criterion.raw_unit)
    return CriterionResult(
        criterion.key, 0.1 * position, criterion.grade_max, 90 - position, 4, State.OK, None, raw, zones
    )


@pytest.fixture
def analysis() -> Analysis:
    finding = QualityFinding("dim", Severity.WARN, 0.31, 0.35, "The light is dim.")
    return Analysis(
        photo="sentinel-of-the-photo.jpg",
        model=ModelIdentity("skin", "1.4.0", "ab" * 32),
        quality=Quality(accepted=True, findings=(finding,)),
        tone=Tone(33.25, "intermediate", 5),
        overall=Overall(81, 3),
        criteria=tuple(_result(position, criterion) for position, criterion in enumerate(CRITERIA.values())),
        strengths=("pores", "shine"),
        priorities=("redness",),
        timings_ms={"total": 812.5},
    )


@pytest.fixture
def photo(analysis: Analysis) -> AnalysedPhoto:
    rgb = np.ascontiguousarray(skimage.data.astronaut()[40:168, 160:288])
    rng = np.random.default_rng(7)
    maps = {key: rng.random((24, 24), dtype=np.float32) for key in CRITERIA}
    polygons = {zone: rng.random((5, 2), dtype=np.float32) * 128 for zone in Zone}
    return AnalysedPhoto(rgb, analysis, EvidenceMaps(maps, rng.random((2, 3))), polygons)


@pytest.fixture
def product() -> Callable[..., Product]:
    def make(name: str = "Lait Aurore", price: float = 48.0) -> Product:
        return Product(
            id=name.lower().replace(" ", "-"),
            name=name,
            step=Step.CLEANSER,
            time=Time.BOTH,
            price=price,
            currency="EUR",
            size="150 ml",
            texture="milk",
            inci=("AQUA", "GLYCERIN"),
            actives=(),
            targets=("redness",),
            fragrance_free=True,
            pregnancy_ok=True,
            sensitive_ok=True,
            in_stock=True,
            how={"en": "Massage, rinse.", "fr": "Masser, rincer."},
            pitch={"en": "A mild milk.", "fr": "Un lait doux."},
        )

    return make


@pytest.fixture
def routine(product: Callable[..., Product]) -> Routine:
    reasons = (Reason("redness", Zone.CHEEK_LEFT, "calm"), Reason("texture", Zone.FOREHEAD, "smooth"))
    return Routine(
        recommendations=(
            Recommendation(product(), Step.CLEANSER, Time.EVENING, reasons),
            Recommendation(product("Sérum Clair", 120.0), Step.SERUM, Time.MORNING, reasons[1:]),
        ),
        exclusions=(Exclusion("p9", "Crème Rose", "exclusion.allergen", "LINALOOL"),),
    )


@pytest.fixture
def series(photo: AnalysedPhoto) -> AnalysedPhoto:
    """The photo with a side view, from which one zone was read."""
    analysis = photo.analysis
    first, *others = analysis.criteria
    zones = tuple(replace(zone, view=FaceView.LEFT) for zone in first.zones)
    remark = QualityFinding("side_little", Severity.WARN, 23.0, 25.0, "A little further.", "deg", "Turn further.")
    told = replace(
        analysis,
        criteria=(replace(first, zones=zones), *others),
        sides=(SideView(FaceView.LEFT, "side.jpg", Quality(accepted=True, findings=(remark,))),),
    )
    rng = np.random.default_rng(8)
    maps = {first.key: rng.random((24, 24), dtype=np.float32)}
    evidence = EvidenceMaps(maps, np.array([[0.2, 0, 1], [0, 0.2, 2.0]]), np.eye(24, dtype=bool), 0.6)
    polygons = {zone: rng.random((5, 2), dtype=np.float32) * 128 for zone in Zone}
    side = SidePhoto(FaceView.LEFT, np.ascontiguousarray(photo.rgb[:, ::-1]), evidence, polygons)
    return replace(photo, analysis=told, sides=(side,))
