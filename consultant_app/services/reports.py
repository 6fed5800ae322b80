"""Use case: hand the client her report."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from consultant_app.brand import Brand
from consultant_app.domain.criteria import Zone
from consultant_app.domain.errors import ConsultantError
from consultant_app.domain.evolution import Evolution
from consultant_app.domain.explanation_words import sentence
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.domain.reports import PASSWORD_LETTERS, Paper, ReportOptions, Strength, password_strength
from consultant_app.domain.routine import Routine
from consultant_app.files import write_atomically
from consultant_app.report.content import ReportContent
from consultant_app.services.explanation import explain_all
from consultant_app.services.product_pictures import product_pictures
from consultant_app.services.report_images import report_images
from consultant_app.texts import texts

Rationale = Callable[[str, str], str]
"""(rule, language) -> why the rule holds."""


def render_pdf(brand: Brand, content: ReportContent) -> bytes:
    """The report, by what draws PDFs: loaded with the first one, for no start of the program waits for it."""
    from consultant_app.report.document import render_pdf as render

    return render(brand, content)


@dataclass(frozen=True, eq=False)
class ReportRequest:
    """What one report is to tell.

    Attributes:
        photo: The photo with its analysis, maps and zones.
        routine: What is advised; may be empty.
        client_name: As the client wants to read it; any length; may be empty.
        at: When the photo was taken; an aware time is shown in the time zone of this computer.
        options: Language, paper, photo or lines, and who hands it over; an unknown language falls back to English.
        rationale: Why a rule holds, set below the reasons; ``None`` leaves it out.
        evolution: Her visits up to this one, this one the last; ``None`` for a first visit.
    """

    photo: AnalysedPhoto
    routine: Routine
    client_name: str
    at: datetime
    options: ReportOptions = field(default_factory=ReportOptions)
    rationale: Rationale | None = None
    evolution: Evolution | None = None


class ReportService:
    """Makes reports in the house's manner. Safe to call from any thread, one call at a time."""

    def __init__(self, brand: Brand) -> None:
        self._brand = brand

    def make(self, request: ReportRequest) -> bytes:
        """The report as PDF bytes; the same request gives the same bytes.

        Raises:
            ConsultantError: the photo was refused, so there is nothing to report; or a picture cannot be drawn.
        """
        words, photo = texts(request.options.language), request.photo
        if not photo.analysis.criteria or Zone.FACE not in photo.zone_polygons:
            raise ConsultantError(words("report.nothing"))
        why = explain_all(photo)
        content = ReportContent(
            analysis=photo.analysis,
            routine=request.routine,
            images=report_images(photo, why, with_photo=request.options.with_photo),
            client_name=request.client_name,
            at=request.at,
            words=words,
            rationale=request.rationale,
            sentences={key: sentence(explanation, words) for key, explanation in why.items()},
            options=request.options,
            evolution=request.evolution,
            packs=product_pictures(item.product.id for item in request.routine.recommendations),
        )
        return render_pdf(self._brand, content)

    def protect(self, pdf: bytes, password: str, language: str = "en") -> bytes:
        """The copy for e-mail: the same report, opened with a password that is kept nowhere.

        Raises:
            ConsultantError: the password is too short.
        """
        if password_strength(password) is Strength.TOO_SHORT:
            raise ConsultantError(texts(language)("report.protected.short", letters=PASSWORD_LETTERS))
        from consultant_app.report.finish import protected

        return protected(pdf, password)

    def save(self, path: Path, pdf: bytes, language: str = "en") -> None:
        """Write a report to ``path``; an older file there stays whole until the new one is complete.

        Raises:
            ConsultantError: the file cannot be written.
        """
        try:
            write_atomically(path, pdf)
        except OSError as error:
            why = error.strerror or str(error)
            raise ConsultantError(texts(language)("report.not_saved", file=path.name, why=why)) from error

    def write(  # noqa: D417 - the other arguments are those of render
        self,
        path: Path,
        photo: AnalysedPhoto,
        routine: Routine,
        client_name: str,
        at: datetime,
        language: str = "en",
        rationale: Rationale | None = None,
    ) -> None:
        """Write the report to ``path``; an older file there stays whole until the new one is complete.

        Args:
            path: The PDF to write. The other arguments are those of ``render``.

        Raises:
            ConsultantError: there is nothing to report, or the file cannot be written.
        """
        self.save(path, self.render(photo, routine, client_name, at, language, rationale), language)

    def render(
        self,
        photo: AnalysedPhoto,
        routine: Routine,
        client_name: str,
        at: datetime,
        language: str = "en",
        rationale: Rationale | None = None,
    ) -> bytes:
        """The report with the house's usual options, for the shell; the arguments are those of ``ReportRequest``.

        Raises:
            ConsultantError: the photo was refused, so there is nothing to report; or a picture cannot be drawn.
        """
        options = replace(self.usual_options(), language=language)
        return self.make(ReportRequest(photo, routine, client_name, at, options, rationale))

    def usual_options(self) -> ReportOptions:
        """The options as the house has them."""
        return ReportOptions(paper=Paper(self._brand.report.paper))
