"""A small client and a small visit, quickly saved; without pytest, so that a process of its own may use it."""

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import numpy as np

from consultant_app.domain.analysis import (
    Analysis,
    CriterionResult,
    ModelIdentity,
    Overall,
    Quality,
    RawMeasure,
    State,
    ZoneScore,
)
from consultant_app.domain.clients import Client, ClientDraft, Consent
from consultant_app.domain.criteria import Zone
from consultant_app.domain.photo import AnalysedPhoto, EvidenceMaps
from consultant_app.domain.routine import Routine
from consultant_app.storage import store as store_module
from consultant_app.storage.keys import Cost, KeyRing
from consultant_app.storage.store import Store
from consultant_app.storage.visit_records import NewVisit
from consultant_app.texts import texts

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
PHRASE = "four blue horses on a hill"
CLIENT = "2b3f9a04-6f0e-4c6e-8f1c-6b7f4a1f0c01"
OTHER = "2b3f9a04-6f0e-4c6e-8f1c-6b7f4a1f0c02"
_EVERYTHING = Consent(analysis=True, keep_photos=True, keep_results=True)


def cheap_keys() -> None:
    """Argon2id's real cost has a test of its own."""
    store_module.KeyRing = partial(KeyRing, cost=Cost(memory_kib=8, passes=1, lanes=1))  # type: ignore[assignment,misc]


def open_made(folder: Path, passphrase: str | None = PHRASE) -> Store:
    """The store of a folder, with a file for its keystore."""
    return Store(folder, "file", passphrase, texts("en"))


def add_clients(store: Store) -> None:
    """Two clients who allow everything."""
    for client_id, name in ((CLIENT, "Zoë"), (OTHER, "Anna")):
        details = ClientDraft(name, "Sentinel", consent=_EVERYTHING)
        store.clients.add(Client(client_id, NOW, details))


def photo(number: int) -> AnalysedPhoto:
    """A photo whose analysis tells which it is."""
    zones = (ZoneScore(Zone.NOSE, 1.0, 80, 3),)
    raw = RawMeasure(float(number), "%")
    result = CriterionResult("pores", 1.0, 5, 80, 3, State.OK, None, raw, zones)
    analysis = Analysis(
        photo="a.jpg",
        model=ModelIdentity("skin", "1.0.0", "00" * 32),
        quality=Quality(accepted=True, findings=()),
        tone=None,
        overall=Overall(80, 3),
        criteria=(result,),
        strengths=(),
        priorities=(),
    )
    rgb = np.full((24, 16, 3), number % 256, np.uint8)
    oval = {Zone.FACE: np.array([[1, 1], [9, 1], [5, 9]], np.float32)}
    return AnalysedPhoto(
        rgb, analysis, EvidenceMaps({"pores": np.full((4, 4), 0.5, np.float32)}, np.eye(2, 3)), oval
    )


def save(store: Store, number: int) -> str:
    """Save a visit; its id is acknowledged by being returned."""
    at = NOW + timedelta(minutes=number)
    return store.visits.add(NewVisit(CLIENT, at, photo(number), Routine(), f"visit {number}", keep_photo=True)).id


def visits_hold(store: Store, acknowledged: dict[str, int]) -> list[str]:
    """Ids of acknowledged visits that are lost or not as they were saved."""
    lost = []
    for visit_id, number in acknowledged.items():
        try:
            visit = store.visits.open(visit_id)
        except Exception:  # noqa: BLE001 - whatever is raised means the same here
            lost.append(visit_id)
            continue
        same = visit.analysis == photo(number).analysis and visit.note == f"visit {number}"
        if not same or visit.photo is None:
            lost.append(visit_id)
    return lost
