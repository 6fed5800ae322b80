"""Small fakes of the services, a window to drive, and an invented result on scikit-image's astronaut."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QSettings
from PyQt6.QtWidgets import QApplication
from skimage.data import astronaut

from consultant_app.brand import load_brand
from consultant_app.capture.frame import CameraInfo, Frame
from consultant_app.capture.source import Format, Setting, Trouble
from consultant_app.domain.analysis import (
    Analysis,
    CriterionResult,
    ModelIdentity,
    Quality,
    QualityFinding,
    RawMeasure,
    Severity,
    State,
    Tone,
    ZoneScore,
)
from consultant_app.domain.calibration import CalibrationError, CardKind, CounterCalibration, Due
from consultant_app.domain.clients import (
    Client,
    ClientDraft,
    ClientSummary,
    Consent,
    Profile,
    SavedVisit,
    VisitSummary,
)
from consultant_app.domain.criteria import CRITERIA, Zone
from consultant_app.domain.errors import ConsultantError, PhotoError, PhotoRefusedError, StorageError
from consultant_app.domain.illustration import Illustration
from consultant_app.domain.model_card import CardWords, CriterionCard, ModelCard, ModelSource
from consultant_app.domain.photo import AnalysedPhoto, EvidenceMaps
from consultant_app.domain.routine import Routine
from consultant_app.domain.scoring import overall_of, priorities_of, strengths_of
from consultant_app.imaging.colour_correction import ColourCorrection
from consultant_app.services.calibration import Proposal
from consultant_app.services.model_card_words import card_words
from consultant_app.services.recommendation import RecommendationService, default_recommendations
from consultant_app.ui.context import Ui
from consultant_app.ui.dialogs import Dialogs
from consultant_app.ui.language import Language
from consultant_app.ui.main_window import MainWindow
from consultant_app.ui.preferences import Preferences
from consultant_app.ui.stylesheet import style_sheet
from consultant_app.ui.tasks import TaskRunner
from consultant_app.ui.theme import Theme, vars_of
from tests.ui.evolution_fakes import FakeEvolution

NOW = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)

SCORES = {
    "forehead_lines": (88, 6),
    "frown_lines": (91, 5),
    "crows_feet": (64, 8),
    "under_eye_lines": (58, 9),
    "folds": (79, 7),
    "texture": (74, 6),
    "pores": (66, 7),
    "dark_spots": (83, 5),
    "tone_evenness": (76, 4),
    "redness": (47, 6),
    "blemishes": (96, 3),
    "dark_circles": (61, 8),
    "shine": (72, 5),
    "radiance": (73, 5),
}
UNSAID = {"eye_bags": "reason.no_measure", "firmness": "reason.zone_hidden"}

# Rough zones on the astronaut, as fractions of the face box; left is hers, so on the image's right.
_FACE_BOX = (181.0, 62.0, 93.0, 116.0)
_ZONE_BOXES = {
    Zone.FOREHEAD: (0.24, 0.10, 0.76, 0.25),
    Zone.GLABELLA: (0.43, 0.27, 0.57, 0.36),
    Zone.CROWS_FEET_LEFT: (0.83, 0.32, 0.93, 0.42),
    Zone.CROWS_FEET_RIGHT: (0.07, 0.32, 0.17, 0.42),
    Zone.UNDER_EYE_LEFT: (0.58, 0.42, 0.80, 0.49),
    Zone.UNDER_EYE_RIGHT: (0.20, 0.42, 0.42, 0.49),
    Zone.NOSE: (0.41, 0.40, 0.59, 0.62),
    Zone.CHEEK_LEFT: (0.64, 0.50, 0.88, 0.67),
    Zone.CHEEK_RIGHT: (0.12, 0.50, 0.36, 0.67),
    Zone.MOUTH_LEFT: (0.68, 0.68, 0.80, 0.82),
    Zone.MOUTH_RIGHT: (0.20, 0.68, 0.32, 0.82),
    Zone.CHIN: (0.40, 0.86, 0.60, 0.97),
    Zone.JAW_LINE: (0.22, 0.80, 0.78, 1.02),
    Zone.FACE: (0.0, 0.0, 1.0, 1.0),
}


def _oval(zone: Zone) -> np.ndarray:
    x0, y0, wide, high = _FACE_BOX
    left, top, right, bottom = _ZONE_BOXES[zone]
    turn = np.linspace(0, 2 * np.pi, 28, endpoint=False)
    x = (left + right) / 2 + (right - left) / 2 * np.cos(turn)
    y = (top + bottom) / 2 + (bottom - top) / 2 * np.sin(turn)
    return np.stack([x0 + wide * x, y0 + high * y], axis=1).astype(np.float32)


def _result(key: str) -> CriterionResult:
    criterion = CRITERIA[key]
    if key in UNSAID:
        zones = tuple(ZoneScore(zone, None, None, None) for zone in criterion.zones)
        measure = RawMeasure(None, criterion.raw_unit)
        return CriterionResult(
            key, None, criterion.grade_max, None, None, State.CANNOT_SAY, UNSAID[key], measure, zones
        )
    score, spread = SCORES[key]
    grade = criterion.grade_max * (1 - score / 100)
    zones = tuple(
        ZoneScore(zone, grade, max(0, min(100, score + 7 * place - 5)), spread + 2)
        for place, zone in enumerate(criterion.zones)
    )
    measure = RawMeasure(round((100 - score) / 7, 2), criterion.raw_unit)
    return CriterionResult(key, grade, criterion.grade_max, score, spread, State.OK, None, measure, zones)


FINDING = QualityFinding("uneven_light", Severity.WARN, 0.31, 0.25, "One side of the face is much darker.")


def made_analysis(name: str = "photo.jpg", *, warned: bool = True) -> Analysis:
    results = [_result(key) for key in CRITERIA]
    return Analysis(
        photo=name,
        model=ModelIdentity("test", "1.0.0", "0" * 64),
        quality=Quality(accepted=True, findings=(FINDING,) if warned else ()),
        tone=Tone(38.0, "intermediate", 5),
        overall=overall_of(results, dict.fromkeys(CRITERIA, 1.0)),
        criteria=tuple(results),
        strengths=strengths_of(results),
        priorities=priorities_of(results),
    )


def made_photo(name: str = "photo.jpg") -> AnalysedPhoto:
    size = 160
    y, x = np.mgrid[0:size, 0:size].astype(np.float32) / size
    spots = [(0.3, 0.62), (0.7, 0.6), (0.5, 0.5), (0.3, 0.42), (0.72, 0.42)]
    heat = np.clip(sum(np.exp(-((x - a) ** 2 + (y - b) ** 2) / 0.008) for a, b in spots), 0, 1)
    x0, y0, wide, high = _FACE_BOX
    crop = np.array([[size / wide, 0, -x0 * size / wide], [0, size / high, -y0 * size / high]])
    maps = {key: (heat * (100 - score) / 60).clip(0, 1).astype(np.float32) for key, (score, _) in SCORES.items()}
    return AnalysedPhoto(astronaut(), made_analysis(name), EvidenceMaps(maps, crop), {z: _oval(z) for z in Zone})


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


@dataclass
class FakeStore:
    """Keeps everything in memory."""

    people: dict[str, Client] = field(default_factory=dict)
    kept: list[SavedVisit] = field(default_factory=list)
    full: bool = False
    closed: bool = False
    recovery_passphrase: str | None = None

    @property
    def clients(self) -> "FakeStore":
        return self

    @property
    def visits(self) -> "FakeVisits":
        return FakeVisits(self)

    def search(self, text: str = "") -> list[ClientSummary]:
        found = [c for c in self.people.values() if text.lower() in c.display_name.lower()]
        return [
            ClientSummary(
                c.id,
                c.display_name,
                max((v.summary.at for v in self.kept if v.summary.client_id == c.id), default=None),
                sum(v.summary.client_id == c.id for v in self.kept),
            )
            for c in found
        ]

    def create(self, draft: ClientDraft) -> Client:
        if self.full:
            raise StorageError("The disk is full. Make room and try again.")
        client = Client(f"c{len(self.people) + 1}", NOW, draft)
        self.people[client.id] = client
        return client

    def get(self, client_id: str) -> Client:
        return self.people[client_id]

    def update(self, client_id: str, draft: ClientDraft) -> Client:
        self.people[client_id] = replace(self.people[client_id], details=draft)
        return self.people[client_id]

    def close(self) -> None:
        self.closed = True


class FakeVisits:
    def __init__(self, store: FakeStore) -> None:
        self._store = store

    def save(self, client_id: str, photo: AnalysedPhoto, routine: Routine, note: str = "") -> VisitSummary:
        if self._store.full:
            raise StorageError("The disk is full. Make room and try again.")
        keep = self._store.people[client_id].details.consent.keep_photos
        overall = photo.analysis.overall
        summary = VisitSummary(
            f"v{len(self._store.kept) + 1}", client_id, NOW, overall.score, overall.plus_minus, "1.0.0", keep
        )
        self._store.kept.append(SavedVisit(summary, photo.analysis, photo if keep else None, routine, note))
        return summary

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
    def __init__(self) -> None:
        self.unwritable = False
        self.languages: list[str] = []

    def write(
        self,
        path: Path,
        photo: AnalysedPhoto,  # noqa: ARG002
        routine: Routine,  # noqa: ARG002
        client_name: str,
        at: datetime,  # noqa: ARG002
        language: str = "en",
        rationale: Callable[[str, str], str] | None = None,  # noqa: ARG002
    ) -> None:
        if self.unwritable:
            raise PermissionError(13, "read-only")
        self.languages.append(language)
        path.write_bytes(f"%PDF {client_name}".encode())


class FakeGuide:
    """Measures what the test wants it to; by default nobody is there."""

    def __init__(self) -> None:
        self.measures: dict[str, float] = {"faces": 0.0}
        self.problem: ConsultantError | None = None
        self.seen: list[float] = []
        self.forgotten = 0

    def measure(self, rgb: np.ndarray, at: float) -> dict[str, float]:  # noqa: ARG002
        self.seen.append(at)
        return dict(self.measures)

    def forget(self) -> None:
        self.forgotten += 1


class FakeSource:
    """A camera that delivers what it is told, by a clock that is moved by hand or runs by itself."""

    def __init__(self, info: CameraInfo, clock: Callable[[], float], rig: "FakeCameras") -> None:
        self.info, self._clock, self._rig = info, clock, rig
        self.format = Format(64, 48, 30.0)
        self.starting = False
        self.locked: frozenset[Setting] = frozenset()
        self.running = False
        self._frame: Frame | None = None

    @property
    def trouble(self) -> Trouble | None:
        return self._rig.trouble if self.running else None

    def start(self) -> None:
        self.running = True
        self._rig.starts.append(self.info.id)

    def stop(self) -> None:
        self.running = False

    def latest(self) -> Frame | None:
        if not self.running or self.trouble is not None or self._rig.silent:
            return None
        now = self._clock()
        if self._frame is None or now - self._frame.at > 0.03:
            self._frame = Frame(self._rig.picture(), len(self._rig.starts) * 1000, now)
        return self._frame

    def lock(self) -> None:
        self.locked = frozenset(Setting)

    def unlock(self) -> None:
        self.locked = frozenset()


class FakeCalibrations:
    """Reads a card as soon as the test holds one up."""

    def __init__(self) -> None:
        self.problem: ConsultantError | None = CalibrationError("no_chart")
        self.full = False
        self.kept: dict[str, CounterCalibration] = {}
        self.reminder: Due | None = None
        self.asked: list[CardKind] = []

    def of(self, camera_id: str) -> CounterCalibration | None:
        return self.kept.get(camera_id)

    def propose(self, rgb: np.ndarray, camera_id: str, camera_name: str, kind: CardKind) -> Proposal:  # noqa: ARG002
        self.asked.append(kind)
        if self.problem is not None:
            raise self.problem
        after = ColourCorrection(np.diag([0.85, 1.0, 1.3]))(astronaut())
        after_error = 1.1 if kind is CardKind.CHART else 0.0
        made = CounterCalibration(
            camera_id,
            camera_name,
            NOW,
            kind,
            ((0.85, 0, 0), (0, 1, 0), (0, 0, 1.3)),
            7.2,
            after_error,
            (0.1, -0.2),
        )
        return Proposal(made, astronaut(), after, np.zeros((4, 2), np.float32))

    def save(self, calibration: CounterCalibration) -> None:
        if self.full:
            raise CalibrationError("not_saved", why="No space left")
        self.kept[calibration.camera_id] = calibration

    def forget(self, camera_id: str) -> None:
        self.kept.pop(camera_id)

    def due(self, camera_id: str) -> Due | None:
        return self.reminder if camera_id in self.kept else None


class FakeCameras:
    """Two cameras on a desk."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._noise = np.random.default_rng(11)
        self.plugged = [CameraInfo("built-in", "Integrated Webcam HD"), CameraInfo("usb", "Logi 4K Pro")]
        self.trouble: Trouble | None = None
        self.silent = False
        self.level = 120
        self.starts: list[str] = []
        self.sources: list[FakeSource] = []
        self.changed: Callable[[], None] = lambda: None

    def picture(self) -> np.ndarray:
        return (self.level + self._noise.integers(-15, 15, (48, 64, 3))).clip(0, 255).astype(np.uint8)

    def devices(self) -> tuple[CameraInfo, ...]:
        return tuple(self.plugged)

    def source(self, info: CameraInfo) -> FakeSource:
        self.sources.append(FakeSource(info, self._clock, self))
        return self.sources[-1]

    def watch(self, changed: Callable[[], None]) -> None:
        self.changed = changed


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
    unwritable: bool = False
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


@pytest.fixture(autouse=True)
def application(qapp: QApplication) -> QApplication:
    """Every test of the window has an application: even a presenter's words come from it."""
    return qapp


@pytest.fixture
def workspace() -> FakeWorkspace:
    return peopled()


@pytest.fixture
def simulations(workspace) -> FakeSimulations:
    """An editor for the workspace of this test."""
    workspace.simulations = FakeSimulations()
    return workspace.simulations


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[TaskRunner]:
    runner = TaskRunner()
    yield runner
    runner.close()
    qapp.processEvents()


def made_ui(app: QApplication, tasks: TaskRunner, *, dark: bool = False, language: str = "en") -> Ui:
    theme = Theme(load_brand(), dark=dark)
    theme.motion_ms = 0
    if app.styleSheet() != style_sheet(vars_of(theme.tokens)):
        theme.dress(app)
    return Ui(theme, Language(language), tasks)


@pytest.fixture
def ui(qapp: QApplication, tasks: TaskRunner) -> Iterator[Ui]:
    made = made_ui(qapp, tasks)
    yield made
    made.language.release()
    # Windows that the test left to Qt would be dressed anew by every later test.
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def chosen(tmp_path: Path) -> dict[str, Path | None]:
    """What the file dialogs answer."""
    return {"photo": tmp_path / "photo.jpg", "report": tmp_path / "report.pdf", "picture": tmp_path / "p.png"}


@pytest.fixture
def cameras() -> FakeCameras:
    return FakeCameras()


@pytest.fixture
def window(qtbot, ui, workspace, preferences, chosen, cameras) -> Iterator[MainWindow]:
    dialogs = Dialogs(
        photo=lambda _: chosen["photo"],
        report=lambda _, __: chosen["report"],
        picture=lambda _, __: chosen["picture"],
    )
    made = MainWindow(ui, lambda: workspace, preferences, dialogs, lambda: cameras)
    made.show()
    made.open_workspace()
    qtbot.waitUntil(lambda: made.rooms is not None and made.rooms.clients.searched)
    yield made
    qtbot.waitUntil(lambda: not ui.tasks.busy)
    made.rooms.visit.leave()
    made.rooms.capture.close()
    made.close()
    made.deleteLater()
