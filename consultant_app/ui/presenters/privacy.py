"""What a client allows, and what becomes of what is kept of her: without pixels."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PyQt6.QtCore import QObject, pyqtSignal

from consultant_app.domain.clients import Client, Consent
from consultant_app.domain.consent import (
    ConsentEntry,
    ConsentKind,
    Signature,
    WithdrawalEffect,
    allowed,
    consent_to,
)
from consultant_app.domain.errors import ConsultantError
from consultant_app.services.access import UseCase
from consultant_app.services.consent_texts import ConsentTexts
from consultant_app.ui.ports import Store
from consultant_app.ui.tasks import Lane, TaskRunner

T = TypeVar("T")


class PrivacyPresenter(QObject):
    """Holds the consents of one client while they are looked at or changed.

    Signals:
        changed: what is shown changed.
        asked: this would erase something; the ``WithdrawalEffect`` is to be said, then ``settle`` called.
        recorded: the ``Client`` as she allows it now.
        exported: the path of what was written.
        erased: nothing is left of her.
        failed: an environment error (``ConsultantError``).
    """

    changed = pyqtSignal()
    asked = pyqtSignal(object)
    recorded = pyqtSignal(object)
    exported = pyqtSignal(object)
    erased = pyqtSignal()
    failed = pyqtSignal(object)

    def __init__(self, store: Store, tasks: TaskRunner, client: Client, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._tasks = store, tasks
        self.client = client
        self.texts: ConsentTexts | None = None
        self.history: list[ConsentEntry] = []
        self.must_ask = False
        self.chosen: frozenset[ConsentKind] = allowed(client.details.consent)
        self.busy = False
        self._pending: tuple[Consent, str, Signature | None] | None = None

    @property
    def held(self) -> frozenset[ConsentKind]:
        """What she allows now."""
        return allowed(self.client.details.consent)

    @property
    def needs_signature(self) -> bool:
        """Whether what is chosen has to be signed: something new, or new words. Taking back has not."""
        return not self.chosen <= self.held or (self.must_ask and bool(self.chosen))

    @property
    def touched(self) -> bool:
        """Whether there is anything to record."""
        return self.chosen != self.held or (self.must_ask and bool(self.chosen))

    @property
    def may_export(self) -> bool:
        """Whether whoever is in may hand everything out."""
        return self._store.access.may(UseCase.EXPORT_CLIENT)

    @property
    def may_erase(self) -> bool:
        """Whether whoever is in may erase everything."""
        return self._store.access.may(UseCase.ERASE_CLIENT)

    def load(self, language: str) -> None:
        """Read the words and the history."""
        consents, client_id = self._store.consents, self.client.id

        def read() -> tuple[ConsentTexts, list[ConsentEntry], bool]:
            return consents.texts(language), consents.history(client_id), consents.must_ask(client_id)

        self._run(read, self._take)

    def choose(self, kind: ConsentKind, *, given: bool) -> None:
        """She ticks or unticks."""
        self.chosen = self.chosen | {kind} if given else self.chosen - {kind}
        self.changed.emit()

    def record(self, language: str, signature: Signature | None) -> None:
        """Record what is chosen; where that erases something, ``asked`` comes first."""
        consent, consents, client_id = consent_to(self.chosen), self._store.consents, self.client.id
        self._pending = (consent, language, signature)

        def weighed(effect: WithdrawalEffect) -> None:
            if effect and not self.held <= self.chosen:
                self.asked.emit(effect)
            else:
                self.settle()

        self._run(lambda: consents.effect(client_id, consent), weighed)

    def settle(self) -> None:
        """Record it now: what goes was said."""
        if self._pending is None:
            return
        (consent, language, signature), self._pending = self._pending, None
        store, client_id, signed = self._store, self.client.id, self.needs_signature

        def write() -> Client:
            if signed and signature is not None:
                store.consents.sign(client_id, consent, language, signature)
            else:
                store.consents.withdraw(client_id, consent)
            return store.clients.get(client_id)

        self._run(write, self._recorded)

    def export(self, path: Path, language: str) -> None:
        """Write everything to a ZIP file."""
        portability, client_id = self._store.portability, self.client.id
        self._run(lambda: portability.export(client_id, path, language), lambda _: self.exported.emit(path))

    def erase(self) -> None:
        """Erase everything."""
        clients, client_id = self._store.clients, self.client.id
        self._run(lambda: clients.erase(client_id), lambda _: self.erased.emit())

    def _take(self, read: tuple[ConsentTexts, list[ConsentEntry], bool]) -> None:
        self.texts, self.history, self.must_ask = read
        self.changed.emit()

    def _recorded(self, client: Client) -> None:
        self.client = client
        self.chosen = self.held
        self.must_ask = False
        self.recorded.emit(client)

    def _run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        def ended(outcome: T) -> None:
            self.busy = False
            done(outcome)
            self.changed.emit()

        def failed(error: ConsultantError) -> None:
            self.busy = False
            self.changed.emit()
            self.failed.emit(error)

        self.busy = True
        self.changed.emit()
        self._tasks.run(Lane.STORE, work, ended, failed)
