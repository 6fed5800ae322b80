"""The house's brand as data: names, logo, colours, fonts, sizes. Screens and the report read the same tokens.

A brand is a folder below ``resources/brand/`` with a ``brand.json`` and the files that it names; a house replaces
the folder, never the code. Loading checks the whole folder and reports everything that is wrong at once, because
whoever makes a brand mends it by hand.
"""

import json
import re
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from consultant_app.domain.errors import ConsultantError
from consultant_app.files import resource

DEFAULT_BRAND = "maison_aurelle"

MIN_CONTRAST = 4.5
"""WCAG 2.2 level AA for text of normal size."""

_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
_TEXT_ON = {
    "ink": ("paper", "surface", "accent_soft"),
    "ink_soft": ("paper", "surface", "accent_soft"),
    "accent": ("paper", "surface", "accent_soft"),
    "on_accent": ("accent",),
}


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours ``#RRGGBB`` of one mode.

    Attributes:
        paper: Ground of a window or page.
        surface: Ground of a card on the paper.
        ink: Text.
        ink_soft: Text that stands back.
        line: Hairlines and borders; never carries meaning alone.
        accent: The one accent, legible as text on paper, surface and accent_soft.
        accent_soft: Ground of a chosen or praised item.
        on_accent: Text on the accent.
    """

    paper: str
    surface: str
    ink: str
    ink_soft: str
    line: str
    accent: str
    accent_soft: str
    on_accent: str


@dataclass(frozen=True, slots=True)
class Typeface:
    """One family: TTF files with TrueType outlines (the PDF embeds nothing else).

    ``emphasis`` is the quieter stress: the italic of a serif, the medium weight of a sans.
    """

    family: str
    normal: Path
    strong: Path
    emphasis: Path
    licence: Path

    @property
    def files(self) -> tuple[Path, Path, Path]:
        """The font files, to register before the family is used."""
        return self.normal, self.strong, self.emphasis


@dataclass(frozen=True, slots=True)
class Sizes:
    """Type scale in pixels at 96 dpi; the report sets the same steps smaller, for reading at hand's length."""

    display: int
    title: int
    heading: int
    body: int
    small: int


@dataclass(frozen=True, slots=True)
class Spacing:
    """Spaces in pixels at 96 dpi."""

    xs: int
    s: int
    m: int
    l: int  # noqa: E741 - a size among sizes
    xl: int
    xxl: int


@dataclass(frozen=True, slots=True)
class Radius:
    """Corner radii in pixels at 96 dpi."""

    control: int
    card: int


@dataclass(frozen=True, slots=True)
class Brand:
    """Everything that makes the program the house's own.

    Attributes:
        key: Name of the brand's folder.
        name: The house's name as written.
        taglines: Language code -> line beside the name; English is always there.
        logo: SVG of the wordmark in one colour (``currentColor``), wide.
        mark: SVG of the sign in one colour, square.
        light: Colours of the light mode and of the report.
        dark: Colours for dim boutiques.
        title: Serif of the titles.
        text: Sans of everything else.
        sizes: Type scale.
        spacing: Spaces.
        radius: Corners.
    """

    key: str
    name: str
    taglines: dict[str, str]
    logo: Path
    mark: Path
    light: Palette
    dark: Palette
    title: Typeface
    text: Typeface
    sizes: Sizes
    spacing: Spacing
    radius: Radius

    def tagline(self, language: str) -> str:
        """The line beside the name; English where the language has none."""
        return self.taglines.get(language, self.taglines["en"])


def contrast(first: str, second: str) -> float:
    """WCAG 2.2 contrast ratio, 1 to 21, of two colours ``#RRGGBB``."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance 0..1 of an sRGB colour (WCAG 2.2)."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@lru_cache
def load_brand(name: str = DEFAULT_BRAND) -> Brand:
    """The bundled brand of that name.

    Raises:
        ConsultantError: the brand is missing or does not hold together; the text lists every finding.
    """
    return read_brand(resource("brand", name))


def read_brand(folder: Path) -> Brand:
    """The brand in ``folder``.

    Raises:
        ConsultantError: the folder is missing or does not hold together; the text lists every finding.
    """
    try:
        data = json.loads((folder / "brand.json").read_text(encoding="utf-8"))
    except OSError as error:
        raise ConsultantError(
            f"The brand '{folder.name}' cannot be read ({error.strerror}). Put its folder with brand.json back."
        ) from error
    except ValueError as error:
        raise ConsultantError(
            f"brand.json of '{folder.name}' is not valid JSON: {error}. Mend the file."
        ) from error
    return _Reader(folder).brand(data)


_Numbers = TypeVar("_Numbers", Sizes, Spacing, Radius)


@dataclass(frozen=True, slots=True)
class _Section:
    """One object of brand.json with its dotted path, for the findings."""

    path: str
    values: dict[str, object]

    def at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key


class _Reader:
    """Reads one brand and collects what is wrong with it instead of stopping at the first finding."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._findings: list[str] = []

    def brand(self, data: object) -> Brand:
        root = self._section(_Section("", {"the file": data}), "the file", path="")
        colours, fonts = self._section(root, "colours"), self._section(root, "fonts")
        tagline = self._section(root, "tagline")
        brand = Brand(
            key=self._folder.name,
            name=self._text(root, "name"),
            taglines={code: self._text(tagline, code) for code in {"en": None, **tagline.values}},
            logo=self._file(root, "logo", ".svg"),
            mark=self._file(root, "mark", ".svg"),
            light=self._palette(self._section(colours, "light")),
            dark=self._palette(self._section(colours, "dark")),
            title=self._typeface(self._section(fonts, "title")),
            text=self._typeface(self._section(fonts, "text")),
            sizes=self._numbers(Sizes, self._section(root, "sizes")),
            spacing=self._numbers(Spacing, self._section(root, "spacing")),
            radius=self._numbers(Radius, self._section(root, "radius")),
        )
        if self._findings:
            raise ConsultantError(
                f"The brand '{self._folder.name}' cannot be used until this is mended in its brand.json:\n"
                + "\n".join(self._findings)
            )
        return brand

    def _section(self, parent: _Section, key: str, *, path: str | None = None) -> _Section:
        value = parent.values.get(key)
        if not isinstance(value, dict):
            self._findings.append(f"{parent.at(key)} must be an object")
            value = {}
        return _Section(parent.at(key) if path is None else path, value)

    def _text(self, section: _Section, key: str) -> str:
        value = section.values.get(key)
        if isinstance(value, str) and value.strip():
            return value
        self._findings.append(f"{section.at(key)} must be a text")
        return ""

    def _file(self, section: _Section, key: str, ending: str) -> Path:
        name = self._text(section, key)
        path = self._folder / name
        if name and (path.suffix.lower() != ending or not path.is_file()):
            self._findings.append(f"{section.at(key)}: there is no {ending} file {name}")
        return path

    def _typeface(self, section: _Section) -> Typeface:
        return Typeface(
            family=self._text(section, "family"),
            normal=self._file(section, "normal", ".ttf"),
            strong=self._file(section, "strong", ".ttf"),
            emphasis=self._file(section, "emphasis", ".ttf"),
            licence=self._file(section, "licence", ".txt"),
        )

    def _palette(self, section: _Section) -> Palette:
        found = {field.name: self._text(section, field.name) for field in fields(Palette)}
        wrong = {key: value for key, value in found.items() if not _HEX.fullmatch(value)}
        self._findings += [
            f"{section.at(key)} must be a colour like #1F1B17, not {value}"
            for key, value in wrong.items()
            if value
        ]
        self._findings += [
            f"{section.path}: {text} on {ground} has a contrast of {ratio:.1f}, legible text needs {MIN_CONTRAST}"
            for text, grounds in _TEXT_ON.items()
            for ground in grounds
            if not {text, ground} & wrong.keys() and (ratio := contrast(found[text], found[ground])) < MIN_CONTRAST
        ]
        return Palette(**found)

    def _numbers(self, kind: type[_Numbers], section: _Section) -> _Numbers:
        found: dict[str, int] = {}
        for field in fields(kind):
            value = section.values.get(field.name)
            if isinstance(value, int) and not isinstance(value, bool) and value > 0:
                found[field.name] = value
            else:
                self._findings.append(f"{section.at(field.name)} must be a whole number above 0")
        return kind(**{field.name: found.get(field.name, 1) for field in fields(kind)})
