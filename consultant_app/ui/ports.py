"""What the window asks of the services, and nothing more: the seam where tests put small fakes."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from consultant_app.brand import Brand
from consultant_app.domain.analysis import Analysis, FaceView
from consultant_app.domain.box import Box
from consultant_app.domain.calibration import CardKind, CounterCalibration, Due
from consultant_app.domain.catalogue import Catalogue
from consultant_app.domain.clients import (
    Client,
    ClientDraft,
    ClientSummary,
    DayVisit,
    Profile,
    SavedVisit,
    VisitSummary,
)
from consultant_app.domain.drafts import DraftSummary, FormDraft, VisitDraft
from consultant_app.domain.evolution import Evolution
from consultant_app.domain.illustration import Illustration
from consultant_app.domain.model_card import CardWords
from consultant_app.domain.people import User
from consultant_app.domain.photo import RGB, AnalysedPhoto
from consultant_app.domain.reports import KeptReport, ReportOptions
from consultant_app.domain.routine import Routine
from consultant_app.services.calibration import Proposal
from consultant_app.services.consultation import Consultation
from consultant_app.services.evolution import Rescored
from consultant_app.services.reports import ReportRequest
from consultant_app.services.rules import Source
from consultant_app.services.series import SideReading


class Clients(Protocol):
    """The clients of the store; every call runs on the store's lane."""

    def search(self, text: str = "", at_most: int | None = None) -> list[ClientSummary]:
        """Clients whose name holds ``text``, the most recent visit first, so many at most."""
        ...

    def create(self, draft: ClientDraft, draft_id: str | None = None) -> Client:
        """Store a new client; the draft of her form ends with it."""
        ...

    def get(self, client_id: str) -> Client:
        """Read one client."""
        ...

    def update(self, client_id: str, draft: ClientDraft, draft_id: str | None = None) -> Client:
        """Replace what is known of a client; the draft of her form ends with it."""
        ...


class Visits(Protocol):
    """The visits of the store; every call runs on the store's lane."""

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
        """Keep a visit of ``at``, as far as the client's consent reaches; its draft ends with it."""
        ...

    def since(self, at: datetime) -> list[DayVisit]:
        """The visits of all clients from a time on, newest first."""
        ...

    def history(self, client_id: str) -> list[VisitSummary]:
        """A client's visits, newest first."""
        ...

    def open(self, visit_id: str) -> SavedVisit:
        """Read one visit back."""
        ...


class Drafts(Protocol):
    """What was begun and not ended; every call runs on the store's lane."""

    def pending(self) -> list[DraftSummary]:
        """All of it, the last begun first."""
        ...

    def keep_form(self, draft: FormDraft) -> None:
        """Keep a form as it is typed."""
        ...

    def keep_visit(self, draft: VisitDraft) -> bool:
        """Keep a visit that is not saved yet, as far as the client's consent reaches."""
        ...

    def rewrite_visit(self, draft: VisitDraft) -> bool:
        """Keep what changed since its photo was kept."""
        ...

    def open_form(self, draft_id: str) -> FormDraft:
        """Read a form back."""
        ...

    def open_visit(self, draft_id: str) -> VisitDraft:
        """Read a visit back."""
        ...

    def discard(self, summary: DraftSummary) -> FormDraft | VisitDraft | None:
        """Delete a draft; what it was, where that can be read."""
        ...

    def end(self, draft_id: str) -> None:
        """Delete a draft whose content is not needed."""
        ...


class People(Protocol):
    """Who works at the counter; every call runs on the store's lane."""

    def all(self) -> list[User]:
        """Everybody who may open it."""
        ...

    def appoint_manager(self, name: str, pin: str) -> User:
        """Make the first manager; raises ``AccessError``."""
        ...

    def wait_s(self, user_id: str) -> float:
        """Seconds for which no PIN of hers is looked at."""
        ...

    def unlock(self, user_id: str, pin: str) -> User:
        """Let somebody in; raises ``AccessError``."""
        ...

    def renew_pin(self, user_id: str, passphrase: str, pin: str) -> User:
        """Set a forgotten PIN anew; raises ``AccessError``."""
        ...


class Store(Protocol):
    """The open store."""

    @property
    def clients(self) -> Clients:
        """Its clients."""
        ...

    @property
    def visits(self) -> Visits:
        """Their visits."""
        ...

    @property
    def people(self) -> People:
        """Who works at the counter."""
        ...

    @property
    def drafts(self) -> Drafts:
        """What was begun and not ended."""
        ...

    @property
    def reports(self) -> "HandedOver":
        """The reports that were handed over."""
        ...

    @property
    def recovery_passphrase(self) -> str | None:
        """Only of a store just made: to be shown once and written down."""
        ...

    def close(self) -> None:
        """Close it; on the store's lane."""
        ...


class AnalysisPort(Protocol):
    """Looks at one photograph; slow, on the inference lane."""

    def analyse(self, path: Path, *, force: bool = False, language: str = "en") -> AnalysedPhoto:
        """Raises ``PhotoError`` or, unless forced, ``PhotoRefusedError``."""
        ...

    def analyse_rgb(
        self,
        rgb: RGB,
        name: str,
        *,
        more: Sequence[RGB] = (),
        force: bool = False,
        language: str = "en",
        camera: str | None = None,
    ) -> AnalysedPhoto:
        """The same of an upright photo uint8 [H, W, 3] with ``more`` of its release; ``name`` is kept with it.

        ``camera`` is the id of the camera that took it, whose calibration is then applied.
        """
        ...

    def read_side(self, path: Path, view: FaceView, *, force: bool = False, language: str = "en") -> SideReading:
        """Read a three-quarter photo; raises as ``analyse``."""
        ...

    def read_side_rgb(
        self,
        rgb: RGB,
        name: str,
        view: FaceView,
        *,
        more: Sequence[RGB] = (),
        force: bool = False,
        language: str = "en",
        camera: str | None = None,
    ) -> SideReading:
        """The same of an upright photo, with the arguments of ``analyse_rgb``."""
        ...

    def with_sides(self, photo: AnalysedPhoto, sides: Sequence[SideReading]) -> AnalysedPhoto:
        """A front photo just analysed, with what three-quarter ones show of what it hides."""
        ...


class GuidePort(Protocol):
    """Measures live pictures; on the inference lane."""

    def measure(self, rgb: RGB, at: float) -> dict[str, float]:
        """Measures of one picture that was taken at ``at`` seconds; ``faces`` is always among them."""
        ...

    def forget(self) -> None:
        """Look anew: the camera was changed or lost."""
        ...


class Recommendations(Protocol):
    """Derives a routine from scores."""

    def recommend(self, analysis: Analysis, profile: Profile, *, age: int | None = None) -> Routine:
        """At most five products, each with its reasons; possibly none."""
        ...

    def consult(self, analysis: Analysis, profile: Profile, *, age: int | None = None) -> Consultation:
        """All that may be asked about one client's routine."""
        ...

    def prepare(self) -> None:
        """Load what the first recommendation needs; slow, any thread."""
        ...

    @property
    def catalogue(self) -> Catalogue:
        """The products of the house."""
        ...

    @property
    def families(self) -> tuple[str, ...]:
        """The families of actives that the house knows."""
        ...

    def sources(self, rule_id: str) -> tuple[Source, ...]:
        """Where a rule is known from."""
        ...

    def active_name(self, active: str, language: str) -> str:
        """The name of a family of actives."""
        ...

    def rationale(self, rule_id: str, language: str) -> str:
        """Why a rule joins a need to a family of actives."""
        ...


class Reports(Protocol):
    """Makes the PDF that the client takes home; any thread, one call at a time."""

    def usual_options(self) -> ReportOptions:
        """The options as the house has them."""
        ...

    def make(self, request: ReportRequest) -> bytes:
        """The report; slow."""
        ...

    def protect(self, pdf: bytes, password: str, language: str = "en") -> bytes:
        """The same, opened with a password only."""
        ...

    def save(self, path: Path, pdf: bytes, language: str = "en") -> None:
        """Write it atomically."""
        ...


class HandedOver(Protocol):
    """The reports that were handed over; every call runs on the store's lane."""

    def keep(self, visit_id: str, pdf: bytes, language: str, *, with_photo: bool) -> KeptReport | None:
        """Keep one with its visit, as far as the client's consent reaches."""
        ...

    def history(self, visit_id: str) -> list[KeptReport]:
        """Those of a visit, the last handed over first."""
        ...

    def open(self, report_id: str) -> bytes:
        """One, byte for byte as it was handed over."""
        ...


class SimulationPort(Protocol):
    """One photo under the sliders; composes on the thread that moves them."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The criteria that can be set on this photo."""
        ...

    @property
    def settings(self) -> dict[str, float]:
        """Criterion -> -1..1."""
        ...

    @property
    def before(self) -> RGB:
        """The photo at the size of the screen."""
        ...

    @property
    def image(self) -> RGB:
        """The picture as set: always the same array, of the same size."""
        ...

    def set_all(self, settings: Mapping[str, float]) -> None:
        """Move all sliders at once."""
        ...

    def improve_priorities(self) -> None:
        """Show the priorities improved."""
        ...

    def reset(self) -> None:
        """Show the photo as it was taken."""
        ...

    def illustration(self, settings: Mapping[str, float] | None = None) -> Illustration:
        """The picture at the photo's own size; slow, any thread."""
        ...


class Simulations(Protocol):
    """Opens simulations; slow, on the inference lane."""

    def open(self, photo: AnalysedPhoto, longest: int | None = None) -> SimulationPort:
        """Decompose a photo, to be shown with at most ``longest`` pixels a side."""
        ...


class Calibrations(Protocol):
    """What is known of the cameras' colours; any thread."""

    def of(self, camera_id: str) -> CounterCalibration | None:
        """The calibration of a camera in force."""
        ...

    def propose(self, rgb: RGB, camera_id: str, camera_name: str, kind: CardKind) -> Proposal:
        """Read a card on a picture; slow. Raises ``CalibrationError``."""
        ...

    def save(self, calibration: CounterCalibration) -> None:
        """Put a calibration in force."""
        ...

    def forget(self, camera_id: str) -> None:
        """Take a camera's pictures as they are."""
        ...

    def due(self, camera_id: str) -> Due | None:
        """Why a camera should be calibrated again."""
        ...


class PairPort(Protocol):
    """Two visits' photos in one frame and one light; any thread."""

    before: RGB
    after: RGB
    face: Box
    keys: tuple[str, ...]

    @property
    def matched(self) -> bool:
        """Whether the later photo could be brought into the light of the earlier."""
        ...

    def map_of(self, key: str) -> RGB:
        """The later photo without its colour, with what came and what went; slow."""
        ...


class EvolutionPort(Protocol):
    """What changed from visit to visit."""

    def read(self, client_id: str) -> Evolution:
        """A client's story; on the store's lane."""
        ...

    def compare(self, before_id: str, after_id: str) -> PairPort | None:
        """Two visits' photos; ``None`` where one was not kept. Slow, on the inference lane."""
        ...

    def rescore(
        self,
        visit_ids: Sequence[str],
        progress: Callable[[int, int], None],
        wanted: Callable[[], bool],
    ) -> Rescored:
        """Score kept photos by the model in use. Slow, on the inference lane."""
        ...


class Workspace(Protocol):
    """Everything the window works with; ``services.workspace.Workspace`` is one."""

    @property
    def store(self) -> Store:
        """The open store."""
        ...

    @property
    def analysis(self) -> AnalysisPort:
        """The engine."""
        ...

    @property
    def recommendations(self) -> Recommendations:
        """The rules."""
        ...

    @property
    def reports(self) -> Reports:
        """The report."""
        ...

    @property
    def brand(self) -> Brand:
        """The house."""
        ...

    @property
    def simulations(self) -> Simulations | None:
        """Shows what a change would look like; ``None`` where no editor is installed."""
        ...

    @property
    def calibrations(self) -> Calibrations:
        """The calibrations of this counter's cameras."""
        ...

    @property
    def evolution(self) -> EvolutionPort:
        """The stories of the clients."""
        ...

    @property
    def known_pin(self) -> str | None:
        """The PIN that the unlock screen may say: of a demonstration."""
        ...

    def write_guide(self, path: Path, language: str) -> None:
        """Write the page that tells the counter how to take photos; slow, any thread."""
        ...

    def open_guide(self) -> GuidePort:
        """What measures live pictures; slow, on the inference lane."""
        ...

    def model_card(self, language: str) -> CardWords:
        """The skin model's card; any thread."""
        ...
