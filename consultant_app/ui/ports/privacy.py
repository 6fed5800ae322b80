"""What the window asks about who may do what, what clients allow, and how long what is kept."""

from pathlib import Path
from typing import Protocol

from consultant_app.domain.clients import Consent
from consultant_app.domain.consent import ConsentEntry, Signature, WithdrawalEffect
from consultant_app.domain.people import User
from consultant_app.domain.retention import Purge, Retention
from consultant_app.services.access import UseCase
from consultant_app.services.consent_texts import ConsentTexts


class AccessPort(Protocol):
    """Who is in; any thread. What it says hides buttons, and decides nothing."""

    @property
    def user(self) -> User | None:
        """Who unlocked the counter."""
        ...

    def may(self, use_case: UseCase) -> bool:
        """Whether she may do it."""
        ...


class Consents(Protocol):
    """What clients allow; every call runs on the store's lane."""

    def texts(self, language: str) -> ConsentTexts:
        """The words that are signed today."""
        ...

    def must_ask(self, client_id: str) -> bool:
        """Whether she has to be asked before her next photo."""
        ...

    def history(self, client_id: str) -> list[ConsentEntry]:
        """All acts, the oldest first."""
        ...

    def effect(self, client_id: str, consent: Consent) -> WithdrawalEffect:
        """What would go at once."""
        ...

    def sign(self, client_id: str, consent: Consent, language: str, signature: Signature) -> ConsentEntry:
        """Record what she signed."""
        ...

    def withdraw(self, client_id: str, consent: Consent) -> ConsentEntry:
        """Take consents back."""
        ...


class Portability(Protocol):
    """Hands out what is kept of a client; on the store's lane."""

    def export(self, client_id: str, path: Path, language: str) -> None:
        """Write all of it to a ZIP file."""
        ...


class ModelPhotos(Protocol):
    """Photos for the model team; every call runs on the store's lane."""

    def persons(self) -> int:
        """How many clients let their photos be used."""
        ...

    def export(self, folder: Path) -> int:
        """Write them to a folder; how many they were."""
        ...


class Retentions(Protocol):
    """How long what is kept; every call runs on the store's lane."""

    def periods(self) -> Retention:
        """The periods that hold."""
        ...

    def preview(self, retention: Retention) -> Purge:
        """What would go now."""
        ...

    def set_periods(self, retention: Retention) -> Purge:
        """Let periods hold, and purge by them."""
        ...

    def log(self) -> list[Purge]:
        """The last purges, the newest first."""
        ...

    def run_due(self) -> Purge | None:
        """Purge by what holds, where that was not done today."""
        ...
