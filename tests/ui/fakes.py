"""Small fakes of the services, and a workspace of them."""

import io
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import numpy as np
from reportlab.pdfgen.canvas import Canvas

from consultant_app.brand import load_brand
from consultant_app.domain.analysis import (
    Analysis,
    FaceView,
    ModelIdentity,
    Quality,
    QualityFinding,
    Severity,
)
from consultant_app.domain.clients import (
    Client,
    ClientDraft,
    ClientSummary,
    Consent,
    DayVisit,
    Profile,
    SavedVisit,
    VisitSummary,
)
from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.drafts import Draft, DraftKind, DraftSummary, FormDraft, TakenDraft, VisitDraft
from consultant_app.domain.errors import ConsultantError, PhotoError, PhotoRefusedError, StorageError
from consultant_app.domain.illustration import Illustration
from consultant_app.domain.model_card import CardWords, CriterionCard, ModelCard, ModelSource
from consultant_app.domain.people import AccessError, Role, User, check_pin
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.domain.reports import KeptReport, ReportOptions
from consultant_app.domain.routine import Routine
from consultant_app.services.model_card_words import card_words
from consultant_app.services.recommendation import RecommendationService, default_recommendations
from consultant_app.services.reports import ReportRequest
from tests.ui.camera_fakes import FakeCalibrations, FakeGuide
from tests.ui.evolution_fakes import FakeEvolution
from tests.ui.made_results import FINDING, NOW, UNSAID, made_analysis, made_photo, with_side
from tests.ui.manager_fakes import FakeManagement
from tests.ui.privacy_fakes import FakeAccess, FakeConsents, FakeModelPhotos, FakePortability, FakeRetention
from tests.ui.safety_fakes import FakeAudit, FakeBackups


@dataclass(frozen=True)
class FakeReading:
    """What stands in for a side view that was read."""

    view: FaceView
    name: str


class FakeAnalysis:
    """Answers by the file's name; ``gate`` holds it back so that the loading state can be seen."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.gate.set()
        self.calls: list[tuple[Path, bool, str]] = []
        self.taken: list[np.ndarray] = []
        self.by: list[str | None] = []

    def analyse_rgb(
        self, rgb, name: str, *, more=(), force: bool = False, language: str = "en", camera: str | None = None
    ) -> AnalysedPhoto:
        """The first picture's brightness decides: a dark one is refused."""
        self.taken += [rgb, *more]
        self.by.append(camera)
        return self.analyse(Path(f"{name}-dark" if rgb.mean() < 40 else name), force=force, language=language)

    def read_side_rgb(
        self,
        rgb,
        name: str,
        view: FaceView,
        *,
        more=(),
        force: bool = False,
        language: str = "en",
        camera: str | None = None,
    ) -> FakeReading:
        self.analyse_rgb(rgb, name, more=more, force=force, language=language, camera=camera)
        return FakeReading(view, name)

    def read_side(self, path: Path, view: FaceView, *, force: bool = False, language: str = "en") -> FakeReading:
        self.analyse(path, force=force, language=language)
        return FakeReading(view, path.name)

    def with_sides(self, photo: AnalysedPhoto, sides) -> AnalysedPhoto:
        for side in sides:
            photo = with_side(photo, side.view, side.name)
        return photo

    def analyse(self, path: Path, *, force: bool = False, language: str = "en") -> AnalysedPhoto:
        self.calls.append((path, force, language))
        self.gate.wait(10)
        if "broken" in path.name:
            raise PhotoError("truncated")
        if "dark" in path.name and not force:
            finding = QualityFinding("under_exposed", Severity.REFUSE, 0.5, 0.2, "Too dark. Add light.")
            refused = made_analysis(path.name)
            raise PhotoRefusedError(
                replace(refused, quality=Quality(accepted=False, findings=(finding, FINDING)), tone=None)
            )
        if "bug" in path.name:
            raise RuntimeError("a bug")
        return made_photo(path.name)


class FakePeople:
    """Everybody's PIN is 2580; a PIN of zeros has to wait."""

    def __init__(self) -> None:
        self.users = [User("u1", "Hélène Marchand", Role.MANAGER), User("u2", "Noor Bellamy", Role.CONSULTANT)]
        self.waits: dict[str, float] = {}
        self.phrase = "amber lily quartz"
        self.pins: dict[str, str] = {}
        self.locked = 0

    def all(self) -> list[User]:
        return list(self.users)

    def appoint_manager(self, name: str, pin: str) -> User:
        check_pin(pin)
        if not name:
            raise AccessError("no_name")
        self.users.append(User("m", name, Role.MANAGER))
        return self.users[-1]

    def wait_s(self, user_id: str) -> float:
        return self.waits.get(user_id, 0.0)

    def unlock(self, user_id: str, pin: str) -> User:
        if pin != "2580":
            raise AccessError("wrong", 30.0 if pin == "0000" else 0.0)
        return next(user for user in self.users if user.id == user_id)

    def renew_pin(self, user_id: str, passphrase: str, pin: str) -> User:
        check_pin(pin)
        if passphrase != self.phrase:
            raise AccessError("phrase")
        return self.unlock(user_id, "2580")

    def lock(self) -> None:
        self.locked += 1

    def add(self, name: str, role: Role, pin: str) -> User:
        check_pin(pin)
        if not name.strip():
            raise AccessError("no_name")
        self.users.append(User(f"u{len(self.users) + 1}", name.strip(), role))
        return self.users[-1]

    def set_pin(self, user_id: str, pin: str) -> None:
        check_pin(pin)
        self.pins[user_id] = pin
        self.waits.pop(user_id, None)

    def let_try(self, user_id: str) -> None:
        self.waits.pop(user_id, None)

    def set_role(self, user_id: str, role: Role) -> None:
        self.users = [replace(user, role=role) if user.id == user_id else user for user in self.users]

    def remove(self, user_id: str) -> None:
        self.users = [user for user in self.users if user.id != user_id]


class FakeDrafts:
    """Keeps drafts in memory; ``gate`` holds writing back, ``full`` refuses it."""

    def __init__(self, people: dict[str, Client]) -> None:
        self._people = people
        self.kept: dict[str, Draft] = {}
        self.writes: list[tuple[str, str]] = []
        self.gate = threading.Event()
        self.gate.set()
        self.full = False

    def pending(self) -> list[DraftSummary]:
        found = [
            DraftSummary(
                draft.id,
                DraftKind.FORM if isinstance(draft, FormDraft) else DraftKind.VISIT,
                draft.client_id,
                self._people[draft.client_id].display_name if draft.client_id else draft.display_name,
                draft.started_at,
            )
            for draft in self.kept.values()
        ]
        return sorted(found, key=lambda each: each.started_at, reverse=True)

    def _keep(self, how: str, draft: Draft) -> bool:
        self.gate.wait(10)
        if self.full:
            raise StorageError("The disk is full. Make room and try again.")
        self.writes.append((how, draft.id))
        self.kept[draft.id] = draft
        return True

    def keep_form(self, draft: FormDraft) -> None:
        self._keep("form", draft)

    def keep_visit(self, draft: VisitDraft) -> bool:
        return self._keep("visit", draft)

    def keep_taken(self, draft: TakenDraft) -> bool:
        return self._keep("taken", draft)

    def rewrite_visit(self, draft: VisitDraft) -> bool:
        return self._keep("edits", draft)

    def open_form(self, draft_id: str) -> FormDraft:
        return self.kept[draft_id]

    def open_visit(self, draft_id: str) -> VisitDraft | TakenDraft:
        return self.kept[draft_id]

    def discard(self, summary: DraftSummary) -> Draft | None:
        return self.kept.pop(summary.id)

    def end(self, draft_id: str | None) -> None:
        self.kept.pop(draft_id, None)


@dataclass
class FakeStore:
    """Keeps everything in memory."""

    clientele: dict[str, Client] = field(default_factory=dict)
    kept: list[SavedVisit] = field(default_factory=list)
    full: bool = False
    closed: bool = False
    recovery_passphrase: str | None = None
    drafts: FakeDrafts = field(init=False)
    consents: FakeConsents = field(init=False)
    access: FakeAccess = field(default_factory=FakeAccess)
    portability: FakePortability = field(default_factory=FakePortability)
    model_photos: FakeModelPhotos = field(default_factory=FakeModelPhotos)
    audit: FakeAudit = field(default_factory=FakeAudit)
    backups: FakeBackups = field(default_factory=FakeBackups)
    retention: FakeRetention = field(default_factory=FakeRetention)
    people: FakePeople = field(default_factory=FakePeople)
    reports: "FakeHandedOver" = field(default_factory=lambda: FakeHandedOver())  # noqa: PLW0108 - defined below

    def __post_init__(self) -> None:
        self.drafts = FakeDrafts(self.clientele)
        self.consents = FakeConsents(self.clientele)

    @property
    def clients(self) -> "FakeStore":
        return self

    @property
    def visits(self) -> "FakeVisits":
        return FakeVisits(self)

    def search(self, text: str = "", at_most: int | None = None) -> list[ClientSummary]:
        found = [c for c in self.clientele.values() if text.lower() in c.display_name.lower()]
        return [
            ClientSummary(
                c.id,
                c.display_name,
                max((v.summary.at for v in self.kept if v.summary.client_id == c.id), default=None),
                sum(v.summary.client_id == c.id for v in self.kept),
            )
            for c in found[:at_most]
        ]

    def create(self, draft: ClientDraft, draft_id: str | None = None) -> Client:
        if self.full:
            raise StorageError("The disk is full. Make room and try again.")
        client = Client(f"c{len(self.clientele) + 1}", NOW, draft)
        self.clientele[client.id] = client
        self.drafts.end(draft_id)
        return client

    def get(self, client_id: str) -> Client:
        return self.clientele[client_id]

    def update(self, client_id: str, draft: ClientDraft, draft_id: str | None = None) -> Client:
        self.drafts.end(draft_id)
        self.clientele[client_id] = replace(self.clientele[client_id], details=draft)
        return self.clientele[client_id]

    def erase(self, client_id: str) -> None:
        del self.clientele[client_id]
        self.kept = [visit for visit in self.kept if visit.summary.client_id != client_id]

    def close(self) -> None:
        self.closed = True


class FakeVisits:
    def __init__(self, store: FakeStore) -> None:
        self._store = store

    def save(
        self,
        client_id: str,
        photo: AnalysedPhoto | Analysis,
        routine: Routine,
        note: str = "",
        *,
        at: datetime | None = None,
        draft_id: str | None = None,
    ) -> VisitSummary:
        if self._store.full:
            raise StorageError("The disk is full. Make room and try again.")
        keep = self._store.clientele[client_id].details.consent.keep_photos
        analysis = photo if isinstance(photo, Analysis) else photo.analysis
        keep, overall = keep and analysis is not photo, analysis.overall
        summary = VisitSummary(
            f"v{len(self._store.kept) + 1}", client_id, at or NOW, overall.score, overall.plus_minus, "1.0.0", keep
        )
        self._store.kept.append(SavedVisit(summary, analysis, photo if keep else None, routine, note))
        self._store.drafts.end(draft_id)
        return summary

    def since(self, at: datetime) -> list[DayVisit]:
        found = [visit.summary for visit in self._store.kept if visit.summary.at >= at]
        return [DayVisit(each, self._store.clientele[each.client_id].display_name) for each in found]

    def history(self, client_id: str) -> list[VisitSummary]:
        found = [visit.summary for visit in self._store.kept if visit.summary.client_id == client_id]
        return sorted(found, key=lambda summary: summary.at, reverse=True)

    def open(self, visit_id: str) -> SavedVisit:
        return next(visit for visit in self._store.kept if visit.summary.id == visit_id)


CARD = ModelCard(
    model=ModelIdentity("test-model", "1.0.0", "0123456789abcdef" * 4),
    signed_by="house",
    truth="rendered",
    sources=(ModelSource("portraits", "a maker of portraits", "CC0 1.0"), ModelSource("weights", "", "")),
    held_out_identities=40,
    criteria=tuple(
        CriterionCard(key, False, UNSAID[key], None, None, None, None, None)
        if key in UNSAID
        else CriterionCard(key, True, None, 0.94, 0.963, 7.5, 0.69, 0.95)
        for key in CRITERIA
    ),
    limits=("rendered_truth", "fairness", "adults"),
)


class FakeReports:
    """Makes one blank page; remembers what was asked for."""

    def __init__(self) -> None:
        self.unwritable = False
        self.asked: list[ReportRequest] = []

    @property
    def languages(self) -> list[str]:
        return [request.options.language for request in self.asked]

    def usual_options(self) -> ReportOptions:
        return ReportOptions()

    def make(self, request: ReportRequest) -> bytes:
        self.asked.append(request)
        return blank_page(f"{request.client_name} {len(self.asked)}")

    def protect(self, pdf: bytes, password: str, language: str = "en") -> bytes:  # noqa: ARG002
        return b"locked " + pdf

    def save(self, path: Path, pdf: bytes, language: str = "en") -> None:  # noqa: ARG002
        if self.unwritable:
            raise ConsultantError(f"“{path.name}” cannot be written. Choose another folder.")
        path.write_bytes(pdf)


@cache
def blank_page(title: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(120, 170), invariant=1)
    canvas.setTitle(title)
    canvas.rect(20, 20, 80, 130, fill=1)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


class FakeHandedOver:
    def __init__(self) -> None:
        self.kept: list[tuple[KeptReport, bytes]] = []

    def keep(self, visit_id: str, pdf: bytes, language: str, *, with_photo: bool) -> KeptReport | None:
        kept = KeptReport(f"r{len(self.kept) + 1}", visit_id, NOW, language, with_photo)
        self.kept.append((kept, pdf))
        return kept

    def history(self, visit_id: str) -> list[KeptReport]:
        return [kept for kept, _ in reversed(self.kept) if kept.visit_id == visit_id]

    def open(self, report_id: str) -> bytes:
        return next(pdf for kept, pdf in self.kept if kept.id == report_id)


class FakeSimulation:
    """The astronaut, whose redness is all the red light of her face, and whose pores are all the green."""

    keys = ("pores", "redness", "eye_bags")

    def __init__(self, photo: AnalysedPhoto) -> None:
        self._photo = photo
        self.before = photo.rgb
        self.image = photo.rgb.copy()
        self.settings = dict.fromkeys(self.keys, 0.0)

    def set_all(self, settings: Mapping[str, float]) -> None:
        self.settings = {key: settings.get(key, 0.0) for key in self.keys}
        shown = self.before.astype(float)
        for channel, key in enumerate(("redness", "pores")):
            shown[60:180, 180:280, channel] *= 1 + 0.5 * self.settings[key]
        self.image[...] = shown.clip(0, 255).astype(np.uint8)

    def improve_priorities(self) -> None:
        self.set_all({key: -0.5 for key in self._photo.analysis.priorities if key in self.keys})

    def reset(self) -> None:
        self.set_all({})

    def illustration(self, settings: Mapping[str, float] | None = None) -> Illustration:
        return Illustration(
            self.image.copy(),
            dict(settings or {}),
            ModelIdentity("editor", "1", "0" * 64),
            self._photo.analysis.photo,
        )


class FakeSimulations:
    """Opens them at once, or says why not."""

    def __init__(self) -> None:
        self.opened: list[AnalysedPhoto] = []
        self.problem: ConsultantError | None = None

    def open(self, photo: AnalysedPhoto, longest: int | None = None) -> FakeSimulation:  # noqa: ARG002
        self.opened.append(photo)
        if self.problem is not None:
            raise self.problem
        return FakeSimulation(photo)


@cache
def _recommendations() -> RecommendationService:
    """Catalogue and rules never change; reading them once keeps the tests quick."""
    return default_recommendations()


@dataclass
class FakeWorkspace:
    store: FakeStore = field(default_factory=FakeStore)
    analysis: FakeAnalysis = field(default_factory=FakeAnalysis)
    recommendations: object = field(default_factory=_recommendations)
    reports: FakeReports = field(default_factory=FakeReports)
    brand: object = field(default_factory=load_brand)
    simulations: object = None
    guide: FakeGuide = field(default_factory=FakeGuide)
    calibrations: FakeCalibrations = field(default_factory=FakeCalibrations)
    management: FakeManagement = field(default_factory=FakeManagement)
    unwritable: bool = False
    known_pin: str | None = "2580"
    evolution: FakeEvolution = field(init=False)

    def __post_init__(self) -> None:
        self.evolution = FakeEvolution(self.store)

    def write_guide(self, path: Path, language: str) -> None:
        if self.unwritable:
            raise ConsultantError("The folder is read-only. Choose another.")
        path.write_text(f"%PDF {language}")

    def open_guide(self) -> FakeGuide:
        if self.guide.problem is not None:
            raise self.guide.problem
        return self.guide

    def model_card(self, language: str) -> CardWords:
        return card_words(CARD, language)


ALL = Consent(analysis=True, keep_photos=True, keep_results=True, contact=False)

PEOPLE = (
    ClientDraft("Camille", "Dubois-Lefèvre", language="fr", consent=ALL, email="camille@example.org"),
    ClientDraft(
        "Amara",
        "Okafor",
        consent=ALL,
        profile=Profile(allergens=("LINALOOL", "LIMONENE"), sensitive=True, budget=180.0),
        birth_date=datetime(1984, 3, 9, tzinfo=UTC).date(),
    ),
    ClientDraft("Yuki", "Tanaka", consent=Consent(analysis=True)),
    ClientDraft("Eleanor", "Whitcombe", consent=Consent()),
    ClientDraft("Inès", "Benali", language="fr", consent=ALL),
    ClientDraft("Margaux", "de Saint-Exupéry-Montmorency", language="fr", consent=ALL),
)


@cache
def _seen_before() -> tuple[AnalysedPhoto, Routine]:
    photo = made_photo()
    return photo, _recommendations().recommend(photo.analysis, Profile())


def peopled() -> FakeWorkspace:
    """A workspace with a few clients, two of whom came before."""
    workspace = FakeWorkspace()
    for draft in PEOPLE:
        workspace.store.create(draft)
    photo, routine = _seen_before()
    for place, days in enumerate((12, 96)):
        summary = workspace.store.visits.save("c2", photo, routine)
        old = workspace.store.kept[-1]
        workspace.store.kept[-1] = replace(
            old,
            summary=replace(
                summary, at=NOW - timedelta(days=days), overall_score=(summary.overall_score or 0) - place * 2
            ),
        )
    return workspace
