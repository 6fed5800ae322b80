"""The brand's tokens on screen: colours, fonts and one style sheet, light or dark, switched while running."""

from dataclasses import dataclass

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PyQt6.QtWidgets import QApplication, QStyleFactory

from consultant_app.brand import Brand, Palette, Sizes
from consultant_app.ui.stylesheet import style_sheet

_MOTION_MS = 260
"""Length of a fade: long enough to be followed, short enough not to be waited for."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """What the widgets draw with. Colours are ``#RRGGBB``; sizes in logical pixels.

    Attributes:
        paper: Ground of the window.
        surface: Ground of cards, sheets and lists.
        well: Ground behind a photograph.
        ink: Text, and the fill of the main button.
        on_ink: Text on that fill.
        soft: Text that stands back.
        line: Hairlines between things.
        edge: Outlines of controls; stronger than a hairline.
        accent: The one accent.
        accent_soft: Ground of a chosen item.
        on_accent: Marks on the accent.
        scrim: What dims the window behind a sheet.
        serif: Family of titles.
        sans: Family of everything else.
        sizes: Type scale.
        radius: Corner of a card.
        corner: Corner of a control.
    """

    paper: str
    surface: str
    well: str
    ink: str
    on_ink: str
    soft: str
    line: str
    edge: str
    accent: str
    accent_soft: str
    on_accent: str
    scrim: str
    serif: str
    sans: str
    sizes: Sizes
    radius: int
    corner: int

    @staticmethod
    def colour(value: str, opacity: float = 1.0) -> QColor:
        """A token's colour at an opacity 0-1."""
        colour = QColor(value)
        colour.setAlphaF(opacity)
        return colour


def tokens_of(brand: Brand, *, dark: bool) -> Tokens:
    """The tokens of a brand's light or dark mode."""
    palette: Palette = brand.dark if dark else brand.light
    return Tokens(
        paper=palette.paper,
        surface=palette.surface,
        well=mixed(palette.paper, palette.line, 0.45),
        ink=palette.ink,
        on_ink=palette.paper,
        soft=palette.ink_soft,
        line=palette.line,
        edge=mixed(palette.line, palette.ink_soft, 0.45),
        accent=palette.accent,
        accent_soft=palette.accent_soft,
        on_accent=palette.on_accent,
        scrim=brand.light.ink if not dark else "#000000",
        serif=brand.title.family,
        sans=brand.text.family,
        sizes=brand.sizes,
        radius=brand.radius.card,
        corner=brand.radius.control,
    )


def mixed(first: str, second: str, share: float) -> str:
    """The colour ``share`` of the way (0-1) from ``first`` to ``second``."""
    a, b = QColor(first), QColor(second)
    parts = ((x + (y - x) * share) for x, y in zip(a.getRgb()[:3], b.getRgb()[:3], strict=True))
    return QColor(*(round(part) for part in parts)).name()


class Theme(QObject):
    """Holds the tokens in force and dresses the application with them.

    Signals:
        changed: other tokens are in force; painted widgets draw anew.
    """

    changed = pyqtSignal()

    def __init__(self, brand: Brand, *, dark: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.brand = brand
        self.motion_ms = _MOTION_MS
        self._dark = dark
        self.tokens = tokens_of(brand, dark=dark)

    @property
    def dark(self) -> bool:
        """Whether the dark mode is on."""
        return self._dark

    def font(self, step: str) -> QFont:
        """The sans at a step of the type scale, for painted text."""
        font = QFont(self.tokens.sans)
        font.setPixelSize(getattr(self.tokens.sizes, step))
        return font

    def title_font(self, step: str) -> QFont:
        """The serif at a step of the type scale, for painted text."""
        font = QFont(self.tokens.serif)
        font.setPixelSize(getattr(self.tokens.sizes, step))
        font.setWeight(QFont.Weight.Medium)
        return font

    def dress(self, app: QApplication) -> None:
        """Register the brand's fonts and give the application its style; once, before the first widget."""
        for face in (self.brand.title, self.brand.text):
            for file in face.files:
                QFontDatabase.addApplicationFont(str(file))
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setFont(self.font("body"))
        self._paint(app)

    def set_dark(self, *, dark: bool) -> None:
        """Switch between light and dark."""
        if dark == self._dark:
            return
        self._dark = dark
        self.tokens = tokens_of(self.brand, dark=dark)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self._paint(app)
        self.changed.emit()

    def _paint(self, app: QApplication) -> None:
        tokens, palette = self.tokens, QPalette()
        roles = {
            QPalette.ColorRole.Window: tokens.paper,
            QPalette.ColorRole.Base: tokens.surface,
            QPalette.ColorRole.Button: tokens.surface,
            QPalette.ColorRole.WindowText: tokens.ink,
            QPalette.ColorRole.Text: tokens.ink,
            QPalette.ColorRole.ButtonText: tokens.ink,
            QPalette.ColorRole.PlaceholderText: tokens.soft,
            QPalette.ColorRole.Highlight: tokens.accent,
            QPalette.ColorRole.HighlightedText: tokens.on_accent,
            QPalette.ColorRole.ToolTipBase: tokens.surface,
            QPalette.ColorRole.ToolTipText: tokens.ink,
        }
        for role, colour in roles.items():
            palette.setColor(role, QColor(colour))
        app.setPalette(palette)
        app.setStyleSheet(style_sheet(vars_of(tokens)))


def vars_of(tokens: Tokens) -> dict[str, str | int]:
    """The tokens as the names that the style sheet knows."""
    sizes = tokens.sizes
    flat = {name: getattr(tokens, name) for name in Tokens.__slots__ if name != "sizes"}
    return {
        **flat,
        "display": sizes.display,
        "title": sizes.title,
        "heading": sizes.heading,
        "body": sizes.body,
        "small": sizes.small,
        "figure": sizes.display + 20,
        "hover": mixed(tokens.ink, tokens.paper, 0.14),
        "wash": mixed(tokens.paper, tokens.accent_soft, 0.55),
    }
