"""The language on screen: one switch for Qt's catalogues and for the product's own words."""

import logging

from PyQt6.QtCore import QCoreApplication, QObject, QTranslator, pyqtSignal

from consultant_app.files import resource
from consultant_app.texts import Texts, languages, texts

_log = logging.getLogger(__name__)


class Language(QObject):
    """Holds the language on screen. English is the source text and needs no catalogue.

    Signals:
        changed: the language changed; every screen writes its words anew.
    """

    changed = pyqtSignal()

    def __init__(self, code: str = "en", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._translator: QTranslator | None = None
        self._code = "en"
        self._install(texts(code).language)

    @property
    def code(self) -> str:
        """The language's code, one of ``choices()``."""
        return self._code

    @property
    def words(self) -> Texts:
        """The product's own words in this language."""
        return texts(self._code)

    @staticmethod
    def choices() -> tuple[str, ...]:
        """Languages that can be chosen."""
        return languages()

    def choose(self, code: str) -> None:
        """Show everything in ``code`` from now on."""
        if code != self._code:
            self._install(texts(code).language)
            self.changed.emit()

    def release(self) -> None:
        """Take the catalogue out of the application: it belongs to the application, not to this object."""
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
            self._translator = None

    def _install(self, code: str) -> None:
        self.release()
        self._code = code
        if code == "en":
            return
        translator = QTranslator(self)
        if translator.load(str(resource("i18n", f"{code}.qm"))):
            QCoreApplication.installTranslator(translator)
            self._translator = translator
        else:
            # A language may have its words before its catalogue: the screens' own words then stay English.
            _log.info("no screen catalogue for language %s", code)
