"""What does not hold in a file that the house edits, told in the language of who mends it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from consultant_app.texts import texts


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: where it stands, what is wrong, and what to do.

    Attributes:
        file: Name of the file.
        key: What is wrong and what to do: the text ``catalogue.KEY``.
        values: What its sentence names.
        row: Row of the file, from 1; ``None`` where it is about the whole.
        column: Name of the column of a table, or the place in the row, from 1; ``None`` where it is about the row.
        trail: Names of the entry and field, outermost first; a number is the place in a list, from 1.
    """

    file: str
    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    row: int | None = None
    column: str | int | None = None
    trail: tuple[str | int, ...] = ()

    def told(self, language: str) -> str:
        """Place and sentence in a language."""
        words = texts(language)
        where = [self.file]
        if self.row is not None:
            where.append(words("catalogue.row", row=self.row))
        if self.column is not None:
            where.append(words("catalogue.column", column=self.column))
        where += [words("catalogue.entry", entry=name) if isinstance(name, int) else name for name in self.trail]
        sentence = words(f"catalogue.{self.key}", **self.values) if self.values else words(f"catalogue.{self.key}")
        return words("catalogue.fault", where=", ".join(where), sentence=sentence)

    def __str__(self) -> str:
        return self.told("en")
