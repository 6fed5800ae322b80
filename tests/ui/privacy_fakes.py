"""Fakes of who may do what, of what clients allow, and of how long what is kept."""

from dataclasses import replace
from pathlib import Path

from PyQt6.QtCore import QPointF

from consultant_app.domain.clients import Client, Consent
from consultant_app.domain.consent import ConsentEntry, Signature, WithdrawalEffect
from consultant_app.domain.errors import ConsultantError
from consultant_app.domain.people import User
from consultant_app.domain.retention import Kept, Purge, Retention
from consultant_app.services.access import UseCase
from consultant_app.services.consent_texts import ConsentTexts, consent_texts
from consultant_app.ui.widgets.signature_pad import SignaturePad
from tests.ui.made_results import NOW


def drawn(pad: SignaturePad) -> None:
    """Sign on a pad."""
    pad._down(QPointF(40, 90))
    for step in range(1, 20):
        pad._draw(QPointF(40 + 9 * step, 90 + (-1) ** step * 24))
    pad._up()


class FakeAccess:
    """Everybody may do everything, but for what is denied."""

    def __init__(self) -> None:
        self.user: User | None = None
        self.denied: set[UseCase] = set()

    def may(self, use_case: UseCase) -> bool:
        return use_case not in self.denied


class FakeConsents:
    """Keeps what is signed; ``outdated`` clients have to be asked again."""

    def __init__(self, people: dict[str, Client]) -> None:
        self._people = people
        self.acts: dict[str, list[ConsentEntry]] = {}
        self.signatures: list[Signature] = []
        self.outdated: set[str] = set()
        self.goes = WithdrawalEffect()

    def texts(self, language: str) -> ConsentTexts:
        return consent_texts(1, language)

    def must_ask(self, client_id: str) -> bool:
        return client_id in self.outdated

    def history(self, client_id: str) -> list[ConsentEntry]:
        return list(self.acts.get(client_id, []))

    def effect(self, client_id: str, consent: Consent) -> WithdrawalEffect:  # noqa: ARG002
        return self.goes

    def sign(self, client_id: str, consent: Consent, language: str, signature: Signature) -> ConsentEntry:
        self.signatures.append(signature)
        self.outdated.discard(client_id)
        return self._record(client_id, consent, language, signed=True)

    def withdraw(self, client_id: str, consent: Consent) -> ConsentEntry:
        return self._record(client_id, consent, "", signed=False)

    def _record(self, client_id: str, consent: Consent, language: str, *, signed: bool) -> ConsentEntry:
        acts = self.acts.setdefault(client_id, [])
        acts.append(ConsentEntry(len(acts) + 1, NOW, consent, 1, language, signed))
        client = self._people[client_id]
        self._people[client_id] = replace(client, details=replace(client.details, consent=consent))
        return acts[-1]


class FakePortability:
    def __init__(self) -> None:
        self.unwritable = False
        self.written: list[tuple[str, Path, str]] = []

    def export(self, client_id: str, path: Path, language: str) -> None:
        if self.unwritable:
            raise ConsultantError("It cannot be written. Choose another folder.")
        self.written.append((client_id, path, language))


class FakeModelPhotos:
    """Three clients allow it; each has two photos."""

    def __init__(self) -> None:
        self.count = 3
        self.folders: list[Path] = []
        self.unwritable = False

    def persons(self) -> int:
        return self.count

    def export(self, folder: Path) -> int:
        if self.unwritable:
            raise ConsultantError("It cannot be written. Choose another folder.")
        self.folders.append(folder)
        return 2 * self.count


class FakeRetention:
    """There are always two old visits with photos."""

    def __init__(self) -> None:
        self.kept = Retention()
        self.purges: list[Purge] = []
        self.looked = 0

    def periods(self) -> Retention:
        return self.kept

    def preview(self, retention: Retention) -> Purge:
        return Purge(NOW, {Kept.PHOTOS: 2} if Kept.PHOTOS in retention.days else {})

    def set_periods(self, retention: Retention) -> Purge:
        self.kept = retention
        done = self.preview(retention)
        if done:
            self.purges.insert(0, done)
        return done

    def log(self) -> list[Purge]:
        return list(self.purges)

    def run_due(self) -> Purge | None:
        self.looked += 1
        return None
