"""JSON that remembers where each part of it stands, so that a fault can name its row and column.

The standard reader forgets places, lets a key stand twice and keeps the last one: an edit that silently undoes
another.
"""

import json
import re
from collections.abc import Mapping, Sequence
from json.decoder import scanstring  # type: ignore[attr-defined]

from consultant_app.domain.faults import Fault

Path = tuple[str | int, ...]
"""Keys and places in lists (from 0) from the top of the file."""

Positions = dict[Path, tuple[int, int]]
"""Row and column, both from 1, at which each key, or entry of a list, begins."""

_DEEPEST = 30
"""Far deeper than any of our files: what nests deeper is damaged."""

_BLANK = re.compile(r"[ \t\r\n]*")


class PlacedError(ValueError):
    """The bytes are no JSON that can be used: the text key of why, its values, and where."""

    def __init__(self, key: str, row: int | None = None, column: int | None = None, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.row = row
        self.column = column
        self.values = values


def read_placed(raw: bytes, positions: Positions) -> object:
    """The value of a JSON file; ``positions`` receives where its parts stand.

    Raises:
        PlacedError: no UTF-8, no JSON, nested too deeply, or a key stands twice in one entry.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PlacedError("not_utf8") from error
    return _Reader(text, positions).whole()


def placed_fault(
    file: str,
    positions: Mapping[Path, tuple[int, int]],
    data: object,
    path: Sequence[str | int],
    key: str,
    values: Mapping[str, object],
) -> Fault:
    """The fault at ``path``: its row and column, or those of the nearest part around it that is there.

    Args:
        file: Name of the file.
        positions: Where its parts stand; may be empty.
        data: The file's value, for the ids of entries.
        path: Where the fault is.
        key: What is wrong.
        values: What the sentence names.
    """
    near = next(
        (positions[here] for cut in range(len(path), 0, -1) if (here := tuple(path[:cut])) in positions), None
    )
    row, column = near or (None, None)
    trail: list[str | int] = []
    inside = data
    for step in path:
        inside = _inside(inside, step)
        if isinstance(step, int):
            name = _inside(inside, "id")
            trail.append(name if isinstance(name, str) and name else step + 1)
        else:
            trail.append(step)
    return Fault(file, key, values, row=row, column=column, trail=tuple(trail))


def _inside(data: object, step: str | int) -> object:
    """The value at one step of a path; ``None`` where there is none."""
    if isinstance(data, dict):
        return data.get(step)
    return data[step] if isinstance(data, list) and isinstance(step, int) and step < len(data) else None


class _Reader:
    """Reads one text from left to right."""

    def __init__(self, text: str, positions: Positions) -> None:
        self._text = text
        self._positions = positions
        self._decoder = json.JSONDecoder()

    def whole(self) -> object:
        value, end = self._value(self._after_blank(0), ())
        if self._after_blank(end) != len(self._text):
            raise self._broken(self._after_blank(end))
        return value

    def _value(self, at: int, path: Path) -> tuple[object, int]:
        if len(path) > _DEEPEST:
            raise PlacedError("too_deep", *self._place(at))
        opening = self._text[at : at + 1]
        if opening == "{":
            return self._entries(at, path)
        if opening == "[":
            return self._list(at, path)
        try:
            value: object
            value, end = self._decoder.raw_decode(self._text, at)
        except json.JSONDecodeError as error:
            raise self._broken(error.pos) from error
        return value, end

    def _entries(self, at: int, path: Path) -> tuple[dict[str, object], int]:
        out: dict[str, object] = {}
        at = self._after_blank(at + 1)
        if self._text[at : at + 1] == "}":
            return out, at + 1
        while True:
            key, begin = self._key(at)
            if key in out:
                raise PlacedError("json.twice", *self._place(at), value=key)
            self._positions[*path, key] = self._place(at)
            out[key], end = self._value(begin, (*path, key))
            at, done = self._next(end, "}")
            if done:
                return out, at

    def _list(self, at: int, path: Path) -> tuple[list[object], int]:
        out: list[object] = []
        at = self._after_blank(at + 1)
        if self._text[at : at + 1] == "]":
            return out, at + 1
        while True:
            here = (*path, len(out))
            self._positions[here] = self._place(at)
            value, end = self._value(at, here)
            out.append(value)
            at, done = self._next(end, "]")
            if done:
                return out, at

    def _key(self, at: int) -> tuple[str, int]:
        """A key and where its value begins."""
        if self._text[at : at + 1] != '"':
            raise self._broken(at)
        try:
            key, end = scanstring(self._text, at + 1, True)
        except json.JSONDecodeError as error:
            raise self._broken(error.pos) from error
        colon = self._after_blank(end)
        if self._text[colon : colon + 1] != ":":
            raise self._broken(colon)
        return str(key), self._after_blank(colon + 1)

    def _next(self, at: int, closing: str) -> tuple[int, bool]:
        """Where the next entry begins, or where all ended."""
        at = self._after_blank(at)
        if self._text[at : at + 1] == closing:
            return at + 1, True
        if self._text[at : at + 1] != ",":
            raise self._broken(at)
        return self._after_blank(at + 1), False

    def _after_blank(self, at: int) -> int:
        found = _BLANK.match(self._text, at)
        return at if found is None else found.end()

    def _place(self, at: int) -> tuple[int, int]:
        """Row and column of a place, both from 1."""
        begin = self._text.rfind("\n", 0, at) + 1
        return self._text.count("\n", 0, at) + 1, at - begin + 1

    def _broken(self, at: int) -> PlacedError:
        return PlacedError("json.broken", *self._place(at))
