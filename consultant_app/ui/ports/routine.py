"""What the routine asks of the rules."""

from typing import Protocol

from consultant_app.domain.analysis import Analysis
from consultant_app.domain.catalogue import Catalogue
from consultant_app.domain.clients import Profile
from consultant_app.domain.routine import Routine
from consultant_app.services.consultation import Consultation
from consultant_app.services.rules import Source


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
