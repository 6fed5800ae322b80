"""What is wrong with a grades file: everything at once, so that it is mended once."""

from dataclasses import dataclass

from consultant_app.domain.errors import ConsultantError


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault.

    Attributes:
        row: Row of the file as a spreadsheet counts it (the header is row 1); ``None`` for the file as a whole.
        column: Name of the column.
        text: What is wrong, and what to do.
    """

    row: int | None
    column: str
    text: str

    def __str__(self) -> str:
        place = "whole file" if self.row is None else f"row {self.row}"
        return f"{place}, column {self.column}: {self.text}"


class GradesError(ConsultantError):
    """The grades cannot be learned from. Nothing was trained or written."""

    def __init__(self, findings: list[Finding]) -> None:
        ordered = sorted(findings, key=lambda found: (found.row or 0, found.column, found.text))
        lines = "\n".join(str(found) for found in ordered)
        super().__init__(f"The grades cannot be learned from until this is mended; nothing was trained:\n{lines}")
        self.findings = ordered
