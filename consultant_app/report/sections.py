"""What a plain document to read is made of."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines of name and value; a value may be long."""

    title: str
    lines: Sequence[tuple[str, str]]
