"""One product of a routine: what it is, what led to it, how it is used."""

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QWidget

from consultant_app.ui.presenters.routine import ProductCard
from consultant_app.ui.widgets.layout import column, row, rule
from consultant_app.ui.widgets.text import Text


class ProductView(QWidget):
    """A product's card; one that stands in the morning already is only recalled."""

    def __init__(self, shown: ProductCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = shown
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        lines = column(self, margins=(24, 20, 24, 20), spacing=6)
        head = row(spacing=12)
        head.addWidget(Text("eyebrow", f"{shown.number}  ·  {shown.step}"))
        head.addStretch()
        head.addWidget(Text("small", shown.facts))
        lines.addLayout(head)
        lines.addWidget(Text("heading", shown.name, wrap=True))
        self.setAccessibleName(f"{shown.number}. {shown.step}: {shown.name}")
        if shown.repeated:
            lines.addWidget(Text("small", self.tr("As in the morning."), wrap=True))
            return
        lines.addWidget(Text("soft", shown.pitch, wrap=True))
        for reason in shown.reasons:
            lines.addSpacing(6)
            seen = Text("body", reason.seen, wrap=True)
            seen.setProperty("tone", "accent")
            lines.addWidget(seen)
            if reason.why:
                lines.addWidget(Text("small", reason.why, wrap=True))
        lines.addSpacing(8)
        lines.addWidget(rule())
        lines.addSpacing(4)
        lines.addWidget(Text("small", shown.how, wrap=True))
