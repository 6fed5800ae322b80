"""What a brand consists of: plain values, colours that follow from others, and the pairs that must be legible."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

PAPERS = ("a4", "letter")
"""Papers that a report can be set on."""

MIN_CONTRAST = 4.5
"""WCAG 2.2 level AA for text of normal size."""

MIN_EDGE_CONTRAST = 3.0
"""WCAG 2.2 level AA for outlines of controls and marks of the keyboard."""

_GROUNDS = ("paper", "surface", "accent_soft", "wash", "well")

TEXT_ON = {
    "ink": _GROUNDS,
    "ink_soft": _GROUNDS,
    "accent": _GROUNDS,
    "on_accent": ("accent",),
    "paper": ("ink", "hover"),
}
"""Colour of letters -> every ground that the screens set them on."""

EDGE_ON = {"edge": ("paper", "surface"), "accent": _GROUNDS}
"""Colour of outlines and of the focus -> every ground that they lie on."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours ``#RRGGBB`` of one mode.

    Attributes:
        paper: Ground of a window or page; letters on the ink.
        surface: Ground of a card on the paper.
        ink: Text, and the fill of the main button.
        ink_soft: Text that stands back.
        line: Hairlines; never carries meaning alone.
        accent: The one accent, legible as text on every ground.
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

    @property
    def edge(self) -> str:
        """Outlines of controls: as quiet as they can be and still be seen on paper and surface."""
        for percent in range(0, 100, 5):
            found = mixed(self.line, self.ink_soft, percent / 100)
            if min(contrast(found, ground) for ground in (self.paper, self.surface)) >= MIN_EDGE_CONTRAST:
                return found
        return self.ink_soft

    @property
    def well(self) -> str:
        """Ground behind a photograph."""
        return mixed(self.paper, self.line, 0.45)

    @property
    def wash(self) -> str:
        """Ground of what the pointer is over."""
        return mixed(self.paper, self.accent_soft, 0.55)

    @property
    def hover(self) -> str:
        """Fill of the main button under the pointer."""
        return mixed(self.ink, self.paper, 0.14)


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
    """Type scale in pixels at 96 dpi; the report sets the same steps smaller, for reading at hand's length.

    ``figure`` is the overall score, ``label`` the spaced capitals over a field.
    """

    figure: int
    display: int
    title: int
    heading: int
    body: int
    small: int
    label: int


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
class Elevation:
    """How far the shadows of what lies over the window reach, pixels at 96 dpi; 0 for a house without shadows."""

    toast: int
    sheet: int


@dataclass(frozen=True, slots=True)
class Motion:
    """Lengths of movements in milliseconds; 0 for a house that wants none. Who asks for less movement gets none.

    ``fade`` is one picture over another, ``breath`` one rise and fall of what stands in while something is made,
    ``toast`` how long a word of confirmation stays (that is no movement, and always in force).
    """

    fade: int
    breath: int
    toast: int


@dataclass(frozen=True, slots=True)
class ReportSettings:
    """What the house wants on the report.

    Attributes:
        url: The house's page, printed and as a QR code; empty for none.
        paper: Usual paper, ``a4`` or ``letter``; each counter may choose otherwise.
    """

    url: str = ""
    paper: str = "a4"


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
        elevation: Shadows.
        motion: Movements.
        report: What the house wants on the report.
        sentences: Language code -> key of ``resources/texts`` -> what the house says instead.
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
    elevation: Elevation
    motion: Motion
    report: ReportSettings = ReportSettings()
    sentences: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def tagline(self, language: str) -> str:
        """The line beside the name; English where the language has none."""
        return self.taglines.get(language, self.taglines["en"])


def contrast(first: str, second: str) -> float:
    """WCAG 2.2 contrast ratio, 1 to 21, of two colours ``#RRGGBB``."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def mixed(first: str, second: str, share: float) -> str:
    """The colour ``share`` of the way (0-1) from ``first`` to ``second``, both ``#RRGGBB``, channel by channel."""
    parts = (
        round(int(first[at : at + 2], 16) * (1 - share) + int(second[at : at + 2], 16) * share) for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in parts)


def illegible(palette: Palette) -> list[tuple[str, str, float, float]]:
    """Pairs that fail WCAG 2.2 AA: what lies on top, its ground, the contrast found and the one needed."""
    return [
        (top, ground, found, least)
        for pairs, least in ((TEXT_ON, MIN_CONTRAST), (EDGE_ON, MIN_EDGE_CONTRAST))
        for top, grounds in pairs.items()
        for ground in grounds
        if (found := contrast(getattr(palette, top), getattr(palette, ground))) < least
    ]


def _luminance(colour: str) -> float:
    """Relative luminance 0..1 of an sRGB colour (WCAG 2.2)."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
