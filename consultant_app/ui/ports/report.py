"""What the report asks: making the PDF, and keeping what was handed over."""

from pathlib import Path
from typing import Protocol

from consultant_app.domain.reports import KeptReport, ReportOptions
from consultant_app.services.reports import ReportRequest


class Reports(Protocol):
    """Makes the PDF that the client takes home; any thread, one call at a time."""

    def usual_options(self) -> ReportOptions:
        """The options as the house has them."""
        ...

    def make(self, request: ReportRequest) -> bytes:
        """The report; slow."""
        ...

    def protect(self, pdf: bytes, password: str, language: str = "en") -> bytes:
        """The same, opened with a password only."""
        ...

    def save(self, path: Path, pdf: bytes, language: str = "en") -> None:
        """Write it atomically."""
        ...


class HandedOver(Protocol):
    """The reports that were handed over; every call runs on the store's lane."""

    def keep(self, visit_id: str, pdf: bytes, language: str, *, with_photo: bool) -> KeptReport | None:
        """Keep one with its visit, as far as the client's consent reaches."""
        ...

    def history(self, visit_id: str) -> list[KeptReport]:
        """Those of a visit, the last handed over first."""
        ...

    def open(self, report_id: str) -> bytes:
        """One, byte for byte as it was handed over."""
        ...
