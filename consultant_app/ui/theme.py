"""The brand's tokens on screen: colours, fonts and one style sheet, light or dark, switched while running."""

from dataclasses import dataclass

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PyQt6.QtWidgets import QApplication, QStyleFactory

from consultant_app.brand import Brand, Elevation, Motion, Palette, Sizes, Spacing, fallbacks
from consultant_app.ui.stylesheet import style_sheet

_STILL = 0
"""Length of every movement where the person wants none."""


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
        wash: Ground of what the pointer is over.
        hover: Fill of the main button under the pointer.
        accent: The one accent.
        accent_soft: Ground of a chosen item.
        on_accent: Marks on the accent.
        scrim: What dims the window behind a sheet.
        serif: Families of titles: the house's own, then those that write what it cannot.
        sans: Families of everything else, likewise.
        sizes: Type scale.
        space: Spaces.
        elevation: Reach of the shadows of what lies over the window.
        motion: Lengths of movements as the house wants them; ``Theme`` says which are in force.
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
    wash: str
    hover: str
    accent: str
    accent_soft: str
    on_accent: str
    scrim: str
    serif: tuple[str, ...]
    sans: tuple[str, ...]
    sizes: Sizes
    space: Spacing
    elevation: Elevation
    motion: Motion
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
    others = tuple(each.family for each in fallbacks())
    return Tokens(
        paper=palette.paper,
        surface=palette.surface,
        well=palette.well,
        ink=palette.ink,
        on_ink=palette.paper,
        soft=palette.ink_soft,
        line=palette.line,
        edge=palette.edge,
        wash=palette.wash,
        hover=palette.hover,
        accent=palette.accent,
        accent_soft=palette.accent_soft,
        on_accent=palette.on_accent,
        scrim=brand.light.ink if not dark else "#000000",
        serif=(brand.title.family, *others),
        sans=(brand.text.family, *others),
        sizes=brand.sizes,
        space=brand.spacing,
        elevation=brand.elevation,
        motion=brand.motion,
        radius=brand.radius.card,
        corner=brand.radius.control,
    )


class Theme(QObject):
    """Holds the tokens in force and dresses the application with them.

    Signals:
        changed: other tokens are in force; painted widgets draw anew.
    """

    changed = pyqtSignal()

    def __init__(
        self, brand: Brand, *, dark: bool = False, still: bool = False, parent: QObject | None = None
    ) -> None:
        """Take the brand's tokens.

        Args:
            brand: The house.
            dark: Start in the dark mode.
            still: The person, or her system, wants no movement.
            parent: As Qt wants it.
        """
        super().__init__(parent)
        self.brand = brand
        self.motion_ms = brand.motion.fade
        self.set_still(still=still)
        self._dark = dark
        self.tokens = tokens_of(brand, dark=dark)

    @property
    def dark(self) -> bool:
        """Whether the dark mode is on."""
        return self._dark

    def font(self, step: str) -> QFont:
        """The sans at a step of the type scale, for painted text."""
        font = QFont()
        font.setFamilies(self.tokens.sans)
        font.setPixelSize(getattr(self.tokens.sizes, step))
        return font

    def title_font(self, step: str) -> QFont:
        """The serif at a step of the type scale, for painted text."""
        font = QFont()
        font.setFamilies(self.tokens.serif)
        font.setPixelSize(getattr(self.tokens.sizes, step))
        font.setWeight(QFont.Weight.Medium)
        return font

    def dress(self, app: QApplication) -> None:
        """Register the brand's fonts and give the application its style; once, before the first widget."""
        own = (file for face in (self.brand.title, self.brand.text) for file in face.files)
        for file in (*own, *(each.path for each in fallbacks())):
            QFontDatabase.addApplicationFont(str(file))
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setFont(self.font("body"))
        self._paint(app)

    @property
    def breath_ms(self) -> int:
        """Length of one rise and fall; 0 where nothing may move."""
        return self.brand.motion.breath if self.motion_ms else _STILL

    def set_still(self, *, still: bool) -> None:
        """Let things appear and vanish instead of fade, or let them fade again."""
        self.motion_ms = _STILL if still else self.brand.motion.fade

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
    plain = {name: value for name in Tokens.__slots__ if isinstance(value := getattr(tokens, name), str | int)}
    return {
        **plain,
        **{name: getattr(tokens.sizes, name) for name in Sizes.__slots__},
        "serif": _listed(tokens.serif),
        "sans": _listed(tokens.sans),
    }


def _listed(families: tuple[str, ...]) -> str:
    return ", ".join(f'"{family}"' for family in families)
