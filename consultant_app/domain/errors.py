"""The two families of errors, decided in one place.

*Environment*: the world is not as needed (a file is damaged, the disk is full, no face on the photo). The text
is shown to the person as it stands: what happened and what to do. Everything else that is raised is a *bug* and
ends in a crash report.
"""

from collections.abc import Sequence

from consultant_app.domain.analysis import Analysis
from consultant_app.domain.faults import Fault
from consultant_app.texts import texts


class ConsultantError(Exception):
    """An environment error. ``str(error)`` is fit for the consultant: what happened, and what to do."""

    def told(self, language: str) -> str:  # noqa: ARG002 - errors that know their words say them in it
        """The text in a language, where it is known in several; else as it stands."""
        return str(self)


class PhotoError(ConsultantError):
    """The file cannot be analysed at all: no image, truncated, too large, no face, several faces.

    Attributes:
        key: Stable machine key: ``no_image``, ``truncated``, ``too_heavy``, ``too_large``, ``illustration``,
            ``unreadable``, ``no_face``, ``several_faces``. Its words are ``photo.KEY`` of the product's texts.
    """

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(texts("en")(f"photo.{key}", **values))
        self.key = key
        self._values = values

    def told(self, language: str) -> str:
        """The text in a language."""
        return texts(language)(f"photo.{self.key}", **self._values)


class PhotoRefusedError(ConsultantError):
    """The photo is a face but not fit to be analysed. ``str(error)`` joins the findings' messages.

    Attributes:
        analysis: The quality findings; nothing else is said (see ``Analysis``).
    """

    def __init__(self, analysis: Analysis) -> None:
        findings = (f.message for f in analysis.quality.findings if f.severity == "refuse")
        super().__init__(" ".join(findings))
        self.analysis = analysis


class ModelError(ConsultantError):
    """A model file is missing, altered or not what its manifest says."""


class StorageError(ConsultantError):
    """The store cannot be read or written: locked, full, damaged, wrong key, made by a newer version."""


class LockedOutError(StorageError):
    """The computer no longer holds the store's key; the recovery passphrase opens it."""


class CatalogueError(ConsultantError):
    """The catalogue or the rules do not hold together. Every fault names file, row and column.

    Attributes:
        faults: All faults of all files, in the order of the files.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(_faults_told(faults, "en"))
        self.faults = tuple(faults)

    @property
    def findings(self) -> list[str]:
        """The faults in English, one line each."""
        return [str(fault) for fault in self.faults]

    def told(self, language: str) -> str:
        """What is wrong and what to do, fault by fault, in a language."""
        return _faults_told(self.faults, language)


def _faults_told(faults: Sequence[Fault], language: str) -> str:
    return "\n".join([texts(language)("catalogue.unfit"), *(fault.told(language) for fault in faults)])
