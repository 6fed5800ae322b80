"""Clients, their consent and their visits."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from consultant_app.domain.analysis import Analysis
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.domain.routine import Routine


@dataclass(frozen=True, slots=True)
class Consent:
    """What the client allowed, each on its own; how she did is in ``domain.consent``.

    Attributes:
        analysis: Her photo may be analysed; without it nothing is.
        keep_photos: Photos, maps and reports that show her may be kept.
        keep_results: Visits may be kept.
        contact: She may be written to or called.
        improve_model: Kept photos may be given, without her name, to the house's model team.
    """

    analysis: bool = False
    keep_photos: bool = False
    keep_results: bool = False
    contact: bool = False
    improve_model: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """What the routine must respect.

    Attributes:
        allergens: INCI names to avoid, upper case.
        pregnancy: Pregnant or breast-feeding.
        sensitive: Skin that reacts easily.
        fragrance_free: Wants no fragrance.
        budget: Highest sum for the whole routine, in the catalogue's currency; ``None`` for no limit.
        wishes: Criterion keys that she would like looked after first.
        owned: Ids of products of the house that she uses.
        used_actives: Families of actives in what she uses from elsewhere, as the rules name them.
        avoided_textures: Textures that she does not like, as the catalogue names them.
        products_at_most: So many products at most does she want to use; ``None`` for the house's own limit.
    """

    allergens: tuple[str, ...] = ()
    pregnancy: bool = False
    sensitive: bool = False
    fragrance_free: bool = False
    budget: float | None = None
    wishes: tuple[str, ...] = ()
    owned: tuple[str, ...] = ()
    used_actives: tuple[str, ...] = ()
    avoided_textures: tuple[str, ...] = ()
    products_at_most: int | None = None


@dataclass(frozen=True, slots=True)
class ClientDraft:
    """A client as typed, before she is stored. Names are stripped; the last name may be empty, not both."""

    first_name: str
    last_name: str = ""
    birth_date: date | None = None
    email: str = ""
    phone: str = ""
    language: str = "en"
    notes: str = ""
    consent: Consent = field(default_factory=Consent)
    profile: Profile = field(default_factory=Profile)

    def checked(self, today: date) -> "ClientDraft":
        """The draft with names stripped.

        Raises:
            ValueError: no name at all, or a birth date that is not in the past 120 years.
        """
        first, last = self.first_name.strip(), self.last_name.strip()
        if not first and not last:
            raise ValueError("Give at least a first or a last name.")
        if self.birth_date is not None and not 0 <= (today - self.birth_date).days <= 120 * 366:
            raise ValueError("The birth date must lie in the past 120 years.")
        return replace(self, first_name=first, last_name=last)


@dataclass(frozen=True, slots=True)
class Client:
    """A stored client. ``id`` is a random UUID in text."""

    id: str
    created_at: datetime
    details: ClientDraft

    @property
    def display_name(self) -> str:
        """First and last name as shown on screen."""
        return f"{self.details.first_name} {self.details.last_name}".strip()

    def age_on(self, day: date) -> int | None:
        """Age in whole years on ``day``; ``None`` when the birth date is unknown."""
        born = self.details.birth_date
        if born is None:
            return None
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


@dataclass(frozen=True, slots=True)
class VisitSummary:
    """One line of a client's history. Times are UTC, aware."""

    id: str
    client_id: str
    at: datetime
    overall_score: int | None
    overall_plus_minus: int | None
    model_version: str
    has_photo: bool


@dataclass(frozen=True, slots=True)
class ClientSummary:
    """One line of the client list. ``last_visit`` is UTC, aware; ``None`` before the first visit."""

    id: str
    display_name: str
    last_visit: datetime | None
    visit_count: int


@dataclass(frozen=True, slots=True)
class DayVisit:
    """A visit of the day, with the name of the client."""

    summary: VisitSummary
    display_name: str


@dataclass(frozen=True, slots=True, eq=False)
class SavedVisit:
    """A visit read back from the store. ``photo`` is ``None`` where the client did not let it be kept."""

    summary: VisitSummary
    analysis: Analysis
    photo: AnalysedPhoto | None
    routine: Routine
    note: str
