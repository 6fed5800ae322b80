"""Use case: print the page that tells a counter how to take its photos."""

from pathlib import Path

from consultant_app.brand import Brand
from consultant_app.domain.errors import ConsultantError
from consultant_app.files import write_atomically
from consultant_app.texts import texts


def write_guide(brand: Brand, path: Path, language: str) -> None:
    """Write the page to ``path``, whole or not at all; any thread.

    Raises:
        ConsultantError: the file cannot be written, or the brand's logo cannot be drawn.
    """
    # With all that draws PDFs: no start of the program waits for it.
    from consultant_app.report.capture_guide import render_guide

    try:
        write_atomically(path, render_guide(brand, texts(language)))
    except OSError as error:
        why = error.strerror or str(error)
        raise ConsultantError(texts(language)("report.not_saved", file=path.name, why=why)) from error
