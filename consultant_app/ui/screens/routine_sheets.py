"""The sheets beside a routine: products to choose from, and why this one."""

from PyQt6.QtCore import QCoreApplication, Qt, pyqtSignal
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from consultant_app.ui.context import Ui
from consultant_app.ui.presenters.routine import ProductCard
from consultant_app.ui.presenters.routine_offers import OfferLine, found
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.field import Field
from consultant_app.ui.widgets.layout import cleared, column, row, rule, scrolled
from consultant_app.ui.widgets.overlay import Overlay, Place
from consultant_app.ui.widgets.rows import TouchRow
from consultant_app.ui.widgets.text import Text

EDGE = 40
"""Beside a sheet's words."""
_PAD = 12
"""Around the words of a row that is touched: its ground reaches as far beyond the others' edge."""


class Sheet(Overlay):
    """A sheet at the side with a title, lines that scroll, and a button to close it."""

    def __init__(self, ui: Ui, window: QWidget, title: str) -> None:
        super().__init__(ui, window, Place.SIDE)
        self.setAccessibleName(title)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.head: QVBoxLayout = column(margins=(40, 28, 40, 12), spacing=12)
        self.head.addWidget(Text("title", title, wrap=True))
        self.content.addLayout(self.head)
        sheet = QWidget()
        self.lines: QVBoxLayout = column(sheet, margins=(EDGE, 4, EDGE, 24), spacing=2)
        self.content.addWidget(scrolled(sheet), 1)
        self.content.addWidget(rule())
        self.foot = row(margins=(40, 12, 40, 12), spacing=8)
        self.foot.addStretch()
        self.close_button = Button(ui.theme, "outline")
        # By name: a word of a base class is else looked for among those of the class that it was made as.
        self.close_button.say(QCoreApplication.translate("Sheet", "Close"))
        self.close_button.clicked.connect(self.dismiss)
        self.foot.addWidget(self.close_button)
        self.content.addLayout(self.foot)

    def told(self, title: str, text: str) -> None:
        """A small title and its paragraph."""
        self.lines.addSpacing(14)
        self.lines.addWidget(Text("eyebrow", title, wrap=True))
        self.lines.addSpacing(2)
        self.lines.addWidget(Text("body", text, wrap=True))


class OfferRow(TouchRow):
    """A product that may be chosen."""

    def __init__(self, ui: Ui, line: OfferLine) -> None:
        super().__init__(ui.theme)
        self.line = line
        lines = column(self, margins=(_PAD, 10, _PAD, 10), spacing=2)
        for shown in (Text("heading", line.name, wrap=True), Text("small", line.facts, wrap=True)):
            lines.addWidget(shown)
        why = Text("body", line.why, wrap=True)
        why.setProperty("tone", "accent")
        lines.addWidget(why)
        for label in self.findChildren(Text):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(line.name)
        self.setAccessibleDescription(f"{line.facts}. {line.why}")


class OfferSheet(Sheet):
    """Products that may come into the routine, then those that may not and why; both found as one types.

    Signals:
        chosen: id of the product that was chosen; the sheet is gone then.
    """

    chosen = pyqtSignal(str)

    def __init__(
        self, ui: Ui, window: QWidget, title: str, offers: tuple[OfferLine, ...], barred: tuple[OfferLine, ...]
    ) -> None:
        super().__init__(ui, window, title)
        self._offers, self._barred = offers, barred
        self.search = Field()
        self.search.say(self.tr("Search a product"), self.tr("Name, step or reason"))
        self.search.edit.textChanged.connect(self._fill)
        self.head.addWidget(self.search)
        self.lines.setContentsMargins(EDGE - _PAD, 4, EDGE - _PAD, 24)
        self._fill()

    @property
    def rows(self) -> list[OfferRow]:
        """The products that may be chosen, as they stand."""
        items = (self.lines.itemAt(place) for place in range(self.lines.count()))
        return [w for item in items if item is not None and isinstance(w := item.widget(), OfferRow)]

    def _fill(self) -> None:
        cleared(self.lines)
        text = self.search.edit.text()
        offers, barred = found(self._offers, text), found(self._barred, text)
        for line in offers:
            shown = OfferRow(self.ui, line)
            shown.touched.connect(lambda key=line.product_id: self._choose(key))
            self.lines.addWidget(shown)
        rest = column(margins=(_PAD, 0, _PAD, 0), spacing=2)
        if not offers:
            rest.addWidget(Text("soft", self.tr("Nothing that could be chosen."), wrap=True))
        if barred:
            rest.addSpacing(18)
            rest.addWidget(Text("heading", self.tr("Not here, and why"), wrap=True))
        for line in barred:
            rest.addSpacing(10)
            rest.addWidget(Text("body", line.name, wrap=True))
            rest.addWidget(Text("small", f"{line.why}\n{line.facts}", wrap=True))
        self.lines.addLayout(rest)
        self.lines.addStretch()

    def _choose(self, product_id: str) -> None:
        self.chosen.emit(product_id)
        self.dismiss()


class WhySheet(Sheet):
    """What led to a product: score and certainty, reason, and where that is known from."""

    def __init__(self, ui: Ui, window: QWidget, card: ProductCard) -> None:
        super().__init__(ui, window, card.name)
        self.head.addWidget(Text("soft", card.pitch, wrap=True))
        for reason in card.reasons:
            for title, text in (
                (self.tr("What was seen"), "\n".join(filter(None, (reason.seen, reason.sure)))),
                (self.tr("Why this product"), reason.why),
                (self.tr("Where that is known from"), reason.sources),
            ):
                if text:
                    self.told(title, text)
            self.lines.addSpacing(12)
            self.lines.addWidget(rule())
        if not card.reasons:
            self.lines.addWidget(
                Text("body", self.tr("Nothing that was seen asks for it; it was added at the counter."), wrap=True)
            )
        self.lines.addStretch()
