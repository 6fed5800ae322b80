"""Illustrations leave the program here and nowhere else: labelled for the eye, and marked for other programs."""

from pathlib import Path

from consultant_app import __version__
from consultant_app.brand import Brand
from consultant_app.domain.errors import ConsultantError
from consultant_app.domain.illustration import Illustration
from consultant_app.files import write_atomically
from consultant_app.imaging.label import burnt
from consultant_app.imaging.provenance import FORMATS, marked_file
from consultant_app.texts import texts


def write_illustration(path: Path, illustration: Illustration, brand: Brand, language: str) -> None:
    """Write an illustration as JPEG or PNG, by the suffix of ``path``. Any thread.

    Args:
        path: Where to; an older file there stays whole until the new one is complete.
        illustration: The picture.
        brand: Whose letters the label is set in.
        language: Of the label.

    Raises:
        ConsultantError: the suffix names another format, or the file cannot be written.
    """
    words = texts(language)
    kind = FORMATS.get(path.suffix.lower())
    if kind is None:
        raise ConsultantError(words("simulation.format", file=path.name, kinds=", ".join(FORMATS)))
    label = words("simulation.label")
    picture = burnt(illustration.rgb, label, brand.text.emphasis)
    model = illustration.model
    data = marked_file(picture, kind, f"{label} ({model.id} {model.version})", f"consultant-app {__version__}")
    try:
        write_atomically(path, data)
    except OSError as error:
        why = error.strerror or str(error)
        raise ConsultantError(words("simulation.not_saved", file=path.name, why=why)) from error
