"""The routine: morning and evening in order of use, each product with what led to it; or nothing to advise."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from consultant_app.domain.criteria import CRITERIA
from consultant_app.texts import texts
from consultant_app.ui.context import Ui
from consultant_app.ui.presenters.routine import ProductCard, RoutineView, routine_view
from consultant_app.ui.presenters.routine_desk import RoutineDesk
from consultant_app.ui.presenters.routine_offers import barred_lines, offer_lines
from consultant_app.ui.presenters.visit import Phase, VisitPresenter
from consultant_app.ui.screens.routine_sheets import OfferSheet, WhySheet
from consultant_app.ui.screens.wishes import WishSheet
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.empty_state import EmptyState
from consultant_app.ui.widgets.field import Field
from consultant_app.ui.widgets.flow import Flow
from consultant_app.ui.widgets.fold import Fold
from consultant_app.ui.widgets.layout import cleared, column, row, rule, scrolled
from consultant_app.ui.widgets.product_card import ProductView
from consultant_app.ui.widgets.text import Text


class RoutinePage(QWidget):
    """Draws the routine of a ``VisitPresenter``, lets it be changed, and takes a note kept with the visit.

    Signals:
        undo_offered: what was taken away, in words, and what brings it back.
    """

    undo_offered = pyqtSignal(str, object)

    def __init__(self, ui: Ui, presenter: VisitPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._ui = ui
        self._presenter = presenter
        self.desk = RoutineDesk(presenter, presenter.workspace, ui.tasks, self)
        self._sum = Text("soft")
        self._warning = Text("body", wrap=True)
        self._warning.setProperty("tone", "accent")
        self._empty = EmptyState(ui.theme)
        self._heads = {"morning": Text("title"), "evening": Text("title")}
        self._days: dict[str, QVBoxLayout] = {key: column(spacing=14) for key in self._heads}
        self.left_out = Fold(ui.theme)
        self.note = Field()
        self.note.edit.textEdited.connect(self._take_note)
        self.note.edit.editingFinished.connect(self._note_done)
        self._noted = ""
        self.wish_button = Button(ui.theme, "outline", "sliders-horizontal")
        self.add_button = Button(ui.theme, "outline", "plus")
        self.undo_button = Button(ui.theme, "plain", "arrow-left")
        self.wish_button.clicked.connect(self._ask_wishes)
        self.add_button.clicked.connect(self._offer_more)
        self.undo_button.clicked.connect(self.desk.undo)
        self._arrange()
        self.desk.changed.connect(self._fill)
        self.desk.marked.connect(self._show_undo)
        self.desk.failed.connect(presenter.failed)
        self.desk.taken_out.connect(self._offer_product)
        self.desk.unnoted.connect(self._offer_note)
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
        self._empty.say(
            self.tr("Nothing to advise today"),
            self.tr("Nothing that was seen calls for a product. Keep to what you are doing."),
        )
        self._heads["morning"].setText(self.tr("Morning"))
        self._heads["evening"].setText(self.tr("Evening"))
        self.left_out.say(self.tr("What was left out, and why"))
        self.note.say(self.tr("Note for this visit"), self.tr("Kept with the visit, not printed"))
        self.wish_button.say(self.tr("Wishes and habits"))
        self.add_button.say(self.tr("All products"), self.tr("Add a product, or see why one is not advised"))
        self.undo_button.say(self.tr("Undo"), self.tr("Take back the last change"))
        self._fill()

    def _arrange(self) -> None:
        page = QWidget()
        lines = column(page, margins=(40, 20, 40, 40), spacing=0)
        tools = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        tools.setSizePolicy(policy)
        flow = Flow(tools, gap=8, line_gap=8)
        for button in (self.wish_button, self.add_button, self.undo_button):
            flow.addWidget(button)
        lines.addWidget(tools)
        lines.addSpacing(12)
        lines.addWidget(self._warning)
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
        sums = row()
        sums.addStretch()
        sums.addWidget(self._sum)
        lines.addLayout(sums)
        lines.addSpacing(16)
        lines.addWidget(rule())
        lines.addWidget(self.left_out)
        lines.addSpacing(20)
        lines.addWidget(self.note)
        lines.addStretch()
        column(self).addWidget(scrolled(page))

    def _fill(self) -> None:
        if self._presenter.phase is not Phase.READY:
            return
        view = routine_view(self.desk.routine, self.desk.grounds(self._ui.language.code))
        self._empty.setVisible(view.empty)
        self._columns.setVisible(not view.empty)
        self._sum.setText("" if view.total is None else self.tr("Together {sum}").format(sum=view.total))
        self._list("morning", view.morning)
        self._list("evening", view.evening)
        self._tell_left_out(view)
        self._warn()
        for button in (self.wish_button, self.add_button):
            button.setVisible(self.desk.may_change)
        self._show_undo()
        if self.note.edit.text() != self._presenter.note:
            self.note.edit.setText(self._presenter.note)
        self._noted = self._presenter.note
        self._lock_note()

    def _show_undo(self) -> None:
        self.undo_button.setVisible(self.desk.can_undo)

    def _tell_left_out(self, view: RoutineView) -> None:
        cleared(self.left_out.inside)
        for line in view.exclusions:
            self.left_out.inside.addWidget(Text("body", line.name, wrap=True))
            self.left_out.inside.addWidget(Text("small", line.why, wrap=True))
        self.left_out.setVisible(bool(view.exclusions))

    def _warn(self) -> None:
        """Say where a product asks for a sunscreen that was taken away."""
        names = ", ".join(product.name for product in self.desk.missing_shield())
        self._warning.setText(
            self.tr("{products}: to be used only with a sunscreen every morning. This routine has none.").format(
                products=names
            )
        )
        self._warning.setVisible(bool(names))

    def _list(self, key: str, cards: tuple[ProductCard, ...]) -> None:
        day, desk = self._days[key], self.desk
        cleared(day)
        for shown in cards:
            card = ProductView(self._ui.theme, shown, may_change=desk.may_change)
            card.why_asked.connect(lambda shown=shown: WhySheet(self._ui, self.window() or self, shown).open())
            card.swap_asked.connect(lambda shown=shown: self._offer_swaps(shown))
            card.remove_asked.connect(lambda key=shown.product_id: desk.remove(key))
            card.bought.connect(lambda on, key=shown.product_id: desk.mark_bought(key, bought=on))
            card.typed.connect(lambda text, key=shown.product_id: desk.type_note(key, text))
            card.noted.connect(lambda text, key=shown.product_id: desk.write_note(key, text))
            day.addWidget(card)
        self._heads[key].setVisible(bool(cards))

    def _offer_swaps(self, shown: ProductCard) -> None:
        grounds = self.desk.grounds(self._ui.language.code)
        offers = offer_lines(self.desk.swaps(shown.product_id), grounds)
        barred = barred_lines(self.desk.why_not(), self.desk.products, offers, grounds)
        title = self.tr("In the place of {product}").format(product=shown.name)
        sheet = OfferSheet(self._ui, self.window() or self, title, offers, barred)
        sheet.chosen.connect(lambda key: self.desk.swap(shown.product_id, key))
        sheet.open()

    def _offer_more(self) -> None:
        grounds = self.desk.grounds(self._ui.language.code)
        offers = offer_lines(self.desk.additions(), grounds)
        barred = barred_lines(self.desk.why_not(), self.desk.products, offers, grounds)
        sheet = OfferSheet(self._ui, self.window() or self, self.tr("Add a product"), offers, barred)
        sheet.chosen.connect(self.desk.add)
        sheet.open()

    def _ask_wishes(self) -> None:
        words, language = texts(self._ui.language.code), self._ui.language.code
        products = self.desk.products
        textures = sorted({product.texture for product in products})
        sheet = WishSheet(
            self._ui,
            self.window() or self,
            self.desk.profile,
            criteria=tuple((key, words(f"criterion.{key}.name")) for key in CRITERIA if key != "radiance"),
            families=tuple((key, self.desk.active_name(key, language)) for key in self.desk.families),
            products=tuple((product.id, product.name) for product in products),
            textures=tuple((key, words(f"texture.{key}")) for key in textures),
        )
        sheet.applied.connect(self.desk.respect)
        sheet.open()

    def _take_note(self, text: str) -> None:
        self._presenter.put_note(text)

    def _note_done(self) -> None:
        """A note that was deleted can be brought back."""
        before, self._noted = self._noted, self._presenter.note
        if before.strip() and not self._presenter.note.strip():
            self.undo_offered.emit(self.tr("The note is deleted"), lambda: self._bring_back_note(before))

    def _bring_back_note(self, note: str) -> None:
        if self.desk.may_change and not self._presenter.note:
            self._presenter.put_note(note)
            self._fill()

    def _offer_product(self, name: str) -> None:
        self._offer(self.tr("{product} is taken out").format(product=name))

    def _offer_note(self, name: str) -> None:
        self._offer(self.tr("The note beside {product} is deleted").format(product=name))

    def _offer(self, words: str) -> None:
        """Offer to undo the last step, and that step only."""
        step = self.desk.steps
        self.undo_offered.emit(words, lambda: self.desk.undo() if self.desk.steps == step else None)

    def _lock_note(self) -> None:
        """A kept visit is not written over; without consent to keep results there is nothing to note on."""
        kept = self._presenter.summary is not None
        self.note.edit.setReadOnly(kept)
        self.note.setVisible((not kept and self._presenter.may_keep) or bool(self._presenter.note))
