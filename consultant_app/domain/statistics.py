"""What the manager may know of all visits together: facts as the store holds them, tables as they may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from consultant_app.domain.disclosure import Cell

ALL = "all"
"""The row or column of a total."""


class Season(StrEnum):
    """The meteorological seasons of the northern half of the earth."""

    WINTER = "winter"
    SPRING = "spring"
    SUMMER = "summer"
    AUTUMN = "autumn"


class AgeBand(StrEnum):
    """Age at the visit, whole years."""

    UNDER_25 = "under_25"
    FROM_25 = "from_25"
    FROM_35 = "from_35"
    FROM_45 = "from_45"
    FROM_55 = "from_55"
    FROM_65 = "from_65"
    UNKNOWN = "unknown"


class Trouble(StrEnum):
    """What made a photo unfit; the order is that in which a photo with several is counted: for the first."""

    LIGHT = "light"
    CAMERA = "camera"
    POSE = "pose"
    COVERED = "covered"
    PICTURE = "picture"


class Step(StrEnum):
    """How finely time is divided."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


_LIGHT = ("over_exposed", "under_exposed", "dim", "back_lit", "uneven_light", "colour_cast", "no_colour")
_CAMERA = ("blurred", "motion", "noisy", "compressed", "jpeg", "coarse")
_FRAMING = ("face_small", "far", "cut_off", "no_face", "several_faces", "side_little", "side_far")
_POSE = ("turned", "tilted", "leaning", "mouth_open", "smile", "frown", "eyes_closed")
_COVERED = ("covered", "glasses", "mask", "hand", "fringe", "beard", "make_up")

_TROUBLES: dict[str, Trouble] = {
    **dict.fromkeys(_LIGHT, Trouble.LIGHT),
    **dict.fromkeys(_CAMERA, Trouble.CAMERA),
    **dict.fromkeys((*_FRAMING, *_POSE), Trouble.POSE),
    **dict.fromkeys(_COVERED, Trouble.COVERED),
}
"""Key of a finding or of a photo's fault -> what it is; everything else is the picture's own trouble."""


@dataclass(frozen=True, slots=True)
class AdvisedFact:
    """A product of a kept routine. ``name`` is as it was that day."""

    product_id: str
    name: str
    bought: bool


@dataclass(frozen=True, slots=True)
class VisitFact:
    """What counts of a kept visit.

    Attributes:
        id: Of the visit.
        client_id: Whose; people are told apart by it, and never named.
        at: When, aware.
        consultant: Id of who was at the counter; empty in visits of older programs.
        born: Day of birth; ``None`` where unknown.
        model_version: Of the model that scored.
        priorities: Criteria to look after, as she was told.
        said: Criteria that could be said.
        unsaid: Criteria that could not.
        advised: The routine.
    """

    id: str
    client_id: str
    at: datetime
    consultant: str
    born: date | None
    model_version: str
    priorities: tuple[str, ...]
    said: frozenset[str]
    unsaid: frozenset[str]
    advised: tuple[AdvisedFact, ...]

    @property
    def day(self) -> date:
        """The day in the counter's own zone."""
        return self.at.astimezone().date()


@dataclass(frozen=True, slots=True)
class RefusalFact:
    """A photo that was refused: when, at which counter, for which findings. Nothing of who was on it."""

    at: datetime
    counter: str
    reasons: tuple[str, ...]

    @property
    def trouble(self) -> Trouble:
        """What it is counted for."""
        found = {_TROUBLES.get(reason, Trouble.PICTURE) for reason in self.reasons}
        return next((each for each in Trouble if each in found), Trouble.PICTURE)


@dataclass(frozen=True, slots=True)
class Table:
    """Figures in rows and columns, as they may be shown.

    Attributes:
        rows: Keys from the top; ``ALL`` of a total.
        columns: Keys from the left; ``ALL`` likewise.
        cells: Figure by row and column; all of them.
        names: Key -> name, of rows and columns that no text knows (consultants, products, counters, days).
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]
    names: Mapping[str, str] = field(default_factory=dict)

    def share(self, row: str, part: str, whole: str = ALL) -> float | None:
        """One figure of a row as a share 0..1 of another; ``None`` where one of them may not be shown."""
        some, of_all = self.cells[row, part].value, self.cells[row, whole].value
        return None if some is None or not of_all else some / of_all

    def column(self, key: str) -> list[Cell]:
        """A column, from the top."""
        return [self.cells[row, key] for row in self.rows]


@dataclass(frozen=True, slots=True)
class CameraHealth:
    """A camera of this counter, and how many whole days ago its colours were calibrated; drift is told apart."""

    name: str
    days: int
    due: bool


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Everything at a glance.

    Attributes:
        start: The first day that is counted.
        end: The last.
        step: How finely ``visits`` divides time: as finely as half of its steps can be shown.
        visits: Visits by day, week or month (the first day names it), and consultant.
        consultants: By consultant: visits, clients, and days on which there was a visit.
        concerns: Criterion -> clients by age band and season, each counted once, at her last visit: with the
            criterion among the priorities (``with``), and all; keys of columns are ``season`` and ``season/with``.
        products: By product: how often it was in a kept routine (``all``), and taken home (``bought``).
        returns: Clients by the number of their visits.
        changes: By criterion: clients who came again, by what changed between first and last visit.
        refusals: Refused photos by counter and trouble.
        versions: Visits by version of the model.
        unsaid: By criterion: visits at which it could not be said, of all.
        model_version: The model in use.
        unscored: Criteria that the model in use never says.
        cameras: Cameras of this counter.
    """

    start: date
    end: date
    step: Step
    visits: Table
    consultants: Table
    concerns: Mapping[str, Table]
    products: Table
    returns: Table
    changes: Table
    refusals: Table
    versions: Table
    unsaid: Table
    model_version: str
    unscored: tuple[str, ...]
    cameras: tuple[CameraHealth, ...]


def season_of(day: date) -> Season:
    """The season of a day."""
    return tuple(Season)[day.month % 12 // 3]


def band_of(born: date | None, day: date) -> AgeBand:
    """The age band on a day."""
    if born is None:
        return AgeBand.UNKNOWN
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    if age < 25:
        return AgeBand.UNDER_25
    bands = (AgeBand.FROM_25, AgeBand.FROM_35, AgeBand.FROM_45, AgeBand.FROM_55, AgeBand.FROM_65)
    return bands[min(len(bands) - 1, (age - 25) // 10)]


def step_of(day: date, step: Step) -> date:
    """The first day of a day's week (Monday) or month; the day itself."""
    if step is Step.MONTH:
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if step is Step.WEEK else day


def steps_between(start: date, end: date, step: Step) -> list[date]:
    """The first days of all steps from ``start`` to ``end``, both counted."""
    found, here = [], step_of(start, step)
    while here <= end:
        found.append(here)
        ahead = {Step.DAY: 1, Step.WEEK: 7, Step.MONTH: 32}[step]
        here = step_of(here + timedelta(days=ahead), step)
    return found
