"""What clients allow: asked for in words, signed, taken back, with effect at once."""

from collections.abc import Callable
from datetime import datetime

from consultant_app.domain.clients import Consent
from consultant_app.domain.consent import (
    ConsentEntry,
    Signature,
    SignedConsent,
    WithdrawalEffect,
    allowed,
)
from consultant_app.domain.errors import ConsultantError
from consultant_app.services.access import Access, UseCase, needs
from consultant_app.services.consent_texts import ConsentTexts, consent_texts, newest_version
from consultant_app.storage.consent_records import ConsentRecords
from consultant_app.texts import Texts


class ConsentService:
    """The consents of an open store; on the store's thread. All methods raise ``StorageError`` where it fails.

    Args:
        records: The consents in the store.
        words: The language of the errors.
        now: The time, aware.
        access: Who is in.
    """

    def __init__(self, records: ConsentRecords, words: Texts, now: Callable[[], datetime], access: Access) -> None:
        self.access = access
        self._records, self._words, self._now = records, words, now

    @needs(UseCase.READ_CONSENT)
    def texts(self, language: str) -> ConsentTexts:
        """The words that are signed today; in English where the house has them in no such language."""
        return consent_texts(newest_version(), language)

    @needs(UseCase.READ_CONSENT)
    def must_ask(self, client_id: str) -> bool:
        """Whether she has to be asked before her next photo: never asked, or the words are others by now."""
        latest = self._records.latest(client_id)
        return latest is None or latest.text_version != newest_version()

    @needs(UseCase.READ_CONSENT)
    def history(self, client_id: str) -> list[ConsentEntry]:
        """All acts of consent, the oldest first; none is ever changed."""
        return self._records.history(client_id)

    @needs(UseCase.READ_CONSENT)
    def signature(self, client_id: str, entry_id: int) -> Signature | None:
        """The signature of one act; ``None`` where none was drawn. An altered one raises ``StorageError``."""
        return self._records.signature(client_id, entry_id)

    @needs(UseCase.READ_CONSENT)
    def effect(self, client_id: str, consent: Consent) -> WithdrawalEffect:
        """What would go at once if she allowed exactly ``consent``; to be said before ``sign`` or ``withdraw``."""
        return self._records.effect(client_id, consent)

    @needs(UseCase.RECORD_CONSENT)
    def sign(self, client_id: str, consent: Consent, language: str, signature: Signature) -> ConsentEntry:
        """Record what a client signed, in today's words. What she no longer allows is erased at once.

        Args:
            client_id: Whose.
            consent: All that holds from now on.
            language: In which she read the words.
            signature: As she drew it.

        Raises:
            ConsultantError: that is no signature; nothing was recorded.
        """
        if not signature.drawn:
            raise ConsultantError(self._words("consent.no_signature"))
        read = self.texts(language)
        return self._record(client_id, SignedConsent(consent, read.version, read.language, signature))

    @needs(UseCase.RECORD_CONSENT)
    def withdraw(self, client_id: str, consent: Consent) -> ConsentEntry:
        """Take consents back, without a signature: it must be as easy as giving them. What goes, goes at once.

        Args:
            client_id: Whose.
            consent: What is left; nothing that did not hold before.

        Raises:
            ConsultantError: something would be allowed that was not; that is signed.
        """
        latest = self._records.latest(client_id)
        held = Consent() if latest is None else latest.consent
        if not allowed(consent) <= allowed(held):
            raise ConsultantError(self._words("consent.no_signature"))
        version, language = (None, "") if latest is None else (latest.text_version, latest.language)
        return self._record(client_id, SignedConsent(consent, version, language))

    def _record(self, client_id: str, signed: SignedConsent) -> ConsentEntry:
        self._records.record(client_id, signed, self._now())
        return self._records.history(client_id)[-1]
