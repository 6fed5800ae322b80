"""The routine: morning and evening in order of use, each product with what led to it; or nothing to advise."""

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from consultant_app.ui.context import Ui
from consultant_app.ui.presenters.routine import ProductCard, routine_view
from consultant_app.ui.presenters.visit import Phase, VisitPresenter
from consultant_app.ui.widgets.field import Field
from consultant_app.ui.widgets.fold import Fold
from consultant_app.ui.widgets.layout import cleared, column, row, rule, scrolled
from consultant_app.ui.widgets.product_card import ProductView
from consultant_app.ui.widgets.text import Text


class RoutinePage(QWidget):
    """Draws the routine of a ``VisitPresenter``, and takes a note that is kept with the visit."""

    def __init__(self, ui: Ui, presenter: VisitPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._ui = ui
        self._presenter = presenter
        self._sum = Text("soft")
        self._nothing = Text("title", wrap=True)
        self._nothing_about = Text("soft", wrap=True)
        self._heads = {"morning": Text("title"), "evening": Text("title")}
        self._days: dict[str, QVBoxLayout] = {key: column(spacing=14) for key in self._heads}
        self.left_out = Fold(ui.theme)
        self.note = Field()
        self.note.edit.textEdited.connect(self._take_note)
        self._arrange()
        presenter.phase_changed.connect(self._fill)
        presenter.saved.connect(self._lock_note)
        ui.language.changed.connect(self.retranslate)
        self.retranslate()

    @property
    def cards(self) -> list[ProductView]:
        """All cards, the morning first."""
        found = []
        for day in self._days.values():
            items = (day.itemAt(place) for place in range(day.count()))
            found += [w for item in items if item is not None and isinstance(w := item.widget(), ProductView)]
        return found

    def retranslate(self) -> None:
        """Write the words in the language on screen."""
        self._nothing.setText(self.tr("Nothing to advise today"))
        self._nothing_about.setText(
            self.tr("Nothing that was seen calls for a product. Keep to what you are doing.")
        )
        self._heads["morning"].setText(self.tr("Morning"))
        self._heads["evening"].setText(self.tr("Evening"))
        self.left_out.say(self.tr("What was left out, and why"))
        self.note.say(self.tr("Note for this visit"), self.tr("Kept with the visit, not printed"))
        self._fill()

    def _arrange(self) -> None:
        page = QWidget()
        lines = column(page, margins=(40, 28, 40, 40), spacing=0)
        self._empty = QWidget()
        empty = column(self._empty, margins=(0, 56, 0, 56), spacing=10)
        for part in (self._nothing, self._nothing_about):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            empty.addWidget(part)
        lines.addWidget(self._empty)
        self._columns = QWidget()
        columns = row(self._columns, spacing=32)
        for key, title in self._heads.items():
            day = column(spacing=0)
            day.addWidget(title)
            day.addSpacing(12)
            day.addLayout(self._days[key])
            day.addStretch()
            columns.addLayout(day, 1)
        lines.addWidget(self._columns)
        lines.addSpacing(16)
        lines.addWidget(self._sum, alignment=Qt.AlignmentFlag.AlignRight)
        lines.addSpacing(16)
        lines.addWidget(rule())
        lines.addWidget(self.left_out)
        lines.addSpacing(20)
        lines.addWidget(self.note)
        lines.addStretch()
        column(self).addWidget(scrolled(page))

    def _fill(self) -> None:
        presenter, language = self._presenter, self._ui.language.code
        if presenter.phase is not Phase.READY:
            return
        view = routine_view(presenter.routine, language, presenter.why)
        self._empty.setVisible(view.empty)
        self._columns.setVisible(not view.empty)
        self._sum.setText("" if view.total is None else self.tr("Together {sum}").format(sum=view.total))
        self._list("morning", view.morning)
        self._list("evening", view.evening)
        cleared(self.left_out.inside)
        for line in view.exclusions:
            self.left_out.inside.addWidget(Text("body", line.name, wrap=True))
            self.left_out.inside.addWidget(Text("small", line.why, wrap=True))
        self.left_out.setVisible(bool(view.exclusions))
        if self.note.edit.text() != presenter.note:
            self.note.edit.setText(presenter.note)
        self._lock_note()

    def _list(self, key: str, cards: tuple[ProductCard, ...]) -> None:
        day = self._days[key]
        cleared(day)
        for shown in cards:
            day.addWidget(ProductView(shown))
        self._heads[key].setVisible(bool(cards))

    def _take_note(self, text: str) -> None:
        self._presenter.note = text

    def _lock_note(self) -> None:
        """A kept visit is not written over; without consent to keep results there is nothing to note on."""
        kept = self._presenter.summary is not None
        self.note.edit.setReadOnly(kept)
        self.note.setVisible((not kept and self._presenter.may_keep) or bool(self._presenter.note))
