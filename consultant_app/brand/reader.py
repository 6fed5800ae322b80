"""Reads a brand's folder, checks all of it, and says everything that is wrong at once: it is mended by hand."""

import json
import re
from dataclasses import dataclass, fields
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import TypeVar
from xml.etree import ElementTree as ET

from consultant_app.brand.font_file import read_font
from consultant_app.brand.tokens import (
    PAPERS,
    Brand,
    Elevation,
    Motion,
    Palette,
    Radius,
    ReportSettings,
    Sizes,
    Spacing,
    Typeface,
    illegible,
)
from consultant_app.domain.errors import ConsultantError
from consultant_app.files import resource
from consultant_app.texts import bundled_texts, languages

DEFAULT_BRAND = "maison_aurelle"
"""The demonstration house."""

_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
_WEB = re.compile(r"https://[^\s<>\"]{4,200}")
_LETTERS = (
    "aàâäãåąbcçčdđeéèêëęěfgğhiîïıíjklłmnñoôöøõőpqrřsşßtţțuùûüűvwxyÿýzžæœÀÉÇŒŁŞİ0123456789€%±−–—’«»·…\u00a0\u202f"
)
"""What every font of a house must be able to draw: the languages of the screens and western European names."""

_NONE_ALLOWED = (Elevation, Motion)
_LEGAL = ("disclaimer", "simulation.label")
"""Keys that start with these are the law's or the house's promise, and stay as they are."""

_Numbers = TypeVar("_Numbers", Sizes, Spacing, Radius, Elevation, Motion)


@lru_cache
def load_brand(name: str = DEFAULT_BRAND) -> Brand:
    """The bundled brand of that name.

    Raises:
        ConsultantError: the brand is missing or does not hold together; the text lists every finding.
    """
    return read_brand(resource("brand", name))


def bundled_brands() -> tuple[str, ...]:
    """Names of the brands that travel with the program."""
    return tuple(sorted(path.parent.name for path in resource("brand").glob("*/brand.json")))


def read_brand(folder: Path) -> Brand:
    """The brand in ``folder``.

    Raises:
        ConsultantError: the folder is missing or does not hold together; the text lists every finding.
    """
    try:
        data = json.loads((folder / "brand.json").read_text(encoding="utf-8"))
    except OSError as error:
        raise ConsultantError(
            f"The brand '{folder.name}' cannot be read ({error.strerror}). Put its folder with brand.json back; "
            f"bundled are: {', '.join(bundled_brands())}."
        ) from error
    except ValueError as error:
        raise ConsultantError(
            f"brand.json of '{folder.name}' is not valid JSON: {error}. Mend the file."
        ) from error
    return _Reader(folder).brand(data)


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
        known = {item.name for item in fields(Brand)} - {"key", "taglines", "light", "dark", "title", "text"}
        self._know(root, known - {"sentences"} | {"tagline", "colours", "fonts", "texts"})
        colours, fonts = self._section(root, "colours"), self._section(root, "fonts")
        self._know(colours, {"light", "dark"})
        self._know(fonts, {"title", "text"})
        tagline = self._section(root, "tagline")
        self._know(tagline, languages())
        brand = Brand(
            key=self._folder.name,
            name=self._text(root, "name"),
            taglines={code: self._text(tagline, code) for code in {"en": None, **tagline.values}},
            logo=self._drawing(root, "logo"),
            mark=self._drawing(root, "mark"),
            light=self._palette(self._section(colours, "light")),
            dark=self._palette(self._section(colours, "dark")),
            title=self._typeface(self._section(fonts, "title")),
            text=self._typeface(self._section(fonts, "text")),
            sizes=self._numbers(Sizes, self._section(root, "sizes")),
            spacing=self._numbers(Spacing, self._section(root, "spacing")),
            radius=self._numbers(Radius, self._section(root, "radius")),
            elevation=self._numbers(Elevation, self._section(root, "elevation")),
            motion=self._numbers(Motion, self._section(root, "motion")),
            report=self._report(root),
            sentences=self._sentences(root),
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

    def _know(self, section: _Section, known: set[str] | tuple[str, ...]) -> None:
        """A key that nobody reads is a slip of the pen, and would be missed for long."""
        for key in sorted(section.values.keys() - set(known)):
            near = get_close_matches(key, known, 1)
            self._findings.append(
                f"{section.at(key)} is not known" + (f"; did you mean {near[0]}?" if near else "")
            )

    def _text(self, section: _Section, key: str) -> str:
        value = section.values.get(key)
        if isinstance(value, str) and value.strip():
            return value
        self._findings.append(f"{section.at(key)} must be a text")
        return ""

    def _file(self, section: _Section, key: str, ending: str) -> Path | None:
        """The file that is named; ``None``, and a finding, where there is none."""
        name = self._text(section, key)
        path = self._folder / name
        if name and (path.suffix.lower() != ending or not path.is_file()):
            self._findings.append(f"{section.at(key)}: there is no {ending} file {name}")
            return None
        return path if name else None

    def _drawing(self, section: _Section, key: str) -> Path:
        path = self._file(section, key, ".svg")
        if path is None:
            return self._folder
        try:
            drawing = path.read_text(encoding="utf-8")
            sized = ET.fromstring(drawing).get("viewBox")  # noqa: S314 - the house's own file, like its fonts
        except (ET.ParseError, ValueError) as error:
            self._findings.append(f"{section.at(key)}: {path.name} is no SVG ({error})")
            return path
        if not sized:
            self._findings.append(f"{section.at(key)}: {path.name} has no viewBox")
        if "currentColor" not in drawing:
            self._findings.append(
                f"{section.at(key)}: {path.name} must be drawn in currentColor, to follow the mode"
            )
        return path

    def _typeface(self, section: _Section) -> Typeface:
        self._know(section, {item.name for item in fields(Typeface)})
        family = self._text(section, "family")
        files = {key: self._font(section, key, family) for key in ("normal", "strong", "emphasis")}
        return Typeface(family, **files, licence=self._file(section, "licence", ".txt") or self._folder)

    def _font(self, section: _Section, key: str, family: str) -> Path:
        path = self._file(section, key, ".ttf")
        if path is None:
            return self._folder
        try:
            font = read_font(path)
        except ValueError as error:
            self._findings.append(f"{section.at(key)}: {path.name} cannot be used: {error}")
            return path
        if not font.outlines:
            self._findings.append(
                f"{section.at(key)}: {path.name} needs TrueType outlines, for the PDF to embed it"
            )
        if family and family not in font.families:
            names = " or ".join(sorted(font.families))
            self._findings.append(f"{section.at(key)}: {path.name} is of the family {names}, not {family}")
        missing = "".join(letter for letter in _LETTERS if ord(letter) not in font.letters)
        if missing:
            self._findings.append(f"{section.at(key)}: {path.name} lacks the letters {missing}")
        return path

    def _palette(self, section: _Section) -> Palette:
        self._know(section, {item.name for item in fields(Palette)})
        found = {item.name: self._text(section, item.name) for item in fields(Palette)}
        wrong = {key: value for key, value in found.items() if not _HEX.fullmatch(value)}
        self._findings += [
            f"{section.at(key)} must be a colour like #1F1B17, not {value}"
            for key, value in wrong.items()
            if value
        ]
        palette = Palette(**found)
        # What follows from a colour that cannot be read would be judged by chance.
        self._findings += [
            f"{section.path}: {top} on {ground} has a contrast of {ratio:.1f}, to be told apart it needs {least}"
            for top, ground, ratio, least in ([] if wrong else illegible(palette))
        ]
        return palette

    def _numbers(self, kind: type[_Numbers], section: _Section) -> _Numbers:
        self._know(section, {item.name for item in fields(kind)})
        least = 0 if kind in _NONE_ALLOWED else 1
        found: dict[str, int] = {}
        for item in fields(kind):
            value = section.values.get(item.name)
            if isinstance(value, int) and not isinstance(value, bool) and value >= least:
                found[item.name] = value
            else:
                self._findings.append(
                    f"{section.at(item.name)} must be a whole number " + ("from 0" if least == 0 else "above 0")
                )
        return kind(**{item.name: found.get(item.name, 1) for item in fields(kind)})

    def _report(self, root: _Section) -> ReportSettings:
        """The settings of the report; a brand without them, as all were once, has the usual ones."""
        if "report" not in root.values:
            return ReportSettings()
        section, usual = self._section(root, "report"), ReportSettings()
        self._know(section, {item.name for item in fields(ReportSettings)})
        url, paper = (
            section.values.get(key, value) for key, value in (("url", usual.url), ("paper", usual.paper))
        )
        if not isinstance(url, str) or (url and not _WEB.fullmatch(url)):
            self._findings.append(f"{section.at('url')} must be an address like https://www.example.com/skin")
            url = ""
        if paper not in PAPERS:
            self._findings.append(f"{section.at('paper')} must be one of {', '.join(PAPERS)}")
            paper = usual.paper
        return ReportSettings(url, str(paper))

    def _sentences(self, root: _Section) -> dict[str, dict[str, str]]:
        """What the house says in its own way; most houses leave the product's words as they are."""
        if "texts" not in root.values:
            return {}
        section = self._section(root, "texts")
        self._know(section, languages())
        return {
            code: self._sentences_of(self._section(section, code), code)
            for code in section.values
            if code in languages()
        }

    def _sentences_of(self, section: _Section, code: str) -> dict[str, str]:
        usual = bundled_texts(code)
        self._know(section, tuple(usual))
        found = {key: self._text(section, key) for key in section.values if key in usual}
        for key, sentence in found.items():
            if key.startswith(_LEGAL):
                self._findings.append(f"{section.at(key)} must stay as it is")
            wanted, given = _places(usual[key]), _places(sentence)
            if given != wanted:
                self._findings.append(f"{section.at(key)} must name {', '.join(sorted(wanted)) or 'no value'}")
        return found


def _places(sentence: str) -> set[str]:
    """Names of the values in braces; a sentence with a brace too few names what none has."""
    try:
        return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}
    except ValueError:
        return {"{"}
