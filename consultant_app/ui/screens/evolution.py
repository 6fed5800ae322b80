"""Evolution: what truly changed between two visits, criterion by criterion, and what was used in between."""

from PyQt6.QtWidgets import QWidget

from consultant_app.domain.change import Change
from consultant_app.ui.context import Ui
from consultant_app.ui.presenters import wording
from consultant_app.ui.presenters.evolution import EvolutionPresenter
from consultant_app.ui.screens.evolution_hero import EvolutionHero
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.evolution_row import EvolutionItem
from consultant_app.ui.widgets.layout import cleared, column, row, rule, scrolled
from consultant_app.ui.widgets.panes import Panes
from consultant_app.ui.widgets.text import Elided, Text
from consultant_app.ui.widgets.visit_stepper import VisitStepper


class EvolutionScreen(QWidget):
    """Draws an ``EvolutionPresenter``."""

    def __init__(self, ui: Ui, presenter: EvolutionPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._ui = ui
        self._presenter = presenter
        self.hero = EvolutionHero(ui, presenter)
        self._title, self.summary = Text("title"), Text("soft", wrap=True)
        self.first, self.second = VisitStepper(ui.theme), VisitStepper(ui.theme)
        self.first.stepped.connect(lambda by: presenter.step(later=False, by=by))
        self.second.stepped.connect(lambda by: presenter.step(later=True, by=by))
        self.note, self._note_words = QWidget(), Text("small", wrap=True)
        self.rescore_button = Button(ui.theme, "outline")
        self.rescore_button.clicked.connect(self._rescore_or_stop)
        self._list = column(spacing=0)
        self.items: dict[str, EvolutionItem] = {}
        self._listed: tuple[object, ...] = ()
        self.bar = QWidget()
        self._crumb = Elided("body")
        row(self.bar, margins=(8, 0, 0, 0)).addWidget(self._crumb, 1)
        self._arrange()
        presenter.changed.connect(self._fill)
        presenter.rescoring.changed.connect(self._fill_note)
        ui.language.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the words in the language on screen."""
        self._title.setText(self.tr("Evolution"))
        self.first.say(self.tr("From"), self.tr("An earlier visit"), self.tr("A later visit"))
        self.second.say(self.tr("To"), self.tr("An earlier visit"), self.tr("A later visit"))
        self._listed = ()
        self.hero.retranslate()
        self._fill()

    def _arrange(self) -> None:
        content = QWidget()
        rows = column(content, margins=(14, 22, 14, 16))
        lines = column(margins=(14, 0, 14, 10), spacing=8)
        lines.addWidget(self._title)
        steppers = row(spacing=16)
        steppers.addWidget(self.first, 1)
        steppers.addWidget(self.second, 1)
        lines.addLayout(steppers)
        lines.addWidget(self.summary)
        lines.addWidget(self._made_note())
        rows.addLayout(lines)
        rows.addWidget(rule())
        rows.addSpacing(4)
        rows.addLayout(self._list)
        rows.addStretch()
        # All of it scrolls: on a small screen a fixed head would leave the list no room.
        area = scrolled(content)
        area.setMinimumWidth(380)
        row(self).addWidget(Panes(self.hero, area, beside=(11, 9), above=(10, 9)))

    def _made_note(self) -> QWidget:
        self.note.setObjectName("note")
        line = row(self.note, margins=(16, 10, 12, 10), spacing=12)
        self._note_words.setProperty("tone", "ink")
        line.addWidget(self._note_words, 1)
        line.addWidget(self.rescore_button)
        return self.note

    def _fill(self) -> None:
        presenter, language = self._presenter, self._ui.language.code
        name = "" if presenter.client is None else presenter.client.display_name
        self._crumb.say(name)
        for stepper, visit, later in ((self.first, presenter.before, False), (self.second, presenter.after, True)):
            day = "" if visit is None else wording.short_day(visit.summary.at, language)
            stepper.show_day(
                day, back=presenter.can_step(later=later, by=-1), on=presenter.can_step(later=later, by=1)
            )
        self._fill_list()
        self._fill_note()

    def _fill_list(self) -> None:
        """Make the rows anew where they say something else, and mark the chosen one."""
        presenter, language = self._presenter, self._ui.language.code
        rows = presenter.rows(language)
        ends = [visit.summary.id for visit in (presenter.before, presenter.after) if visit is not None]
        listed = (tuple(rows), tuple(ends), language)
        if listed != self._listed:
            self._listed = listed
            cleared(self._list)
            self.items = {}
            for shown in rows:
                item = EvolutionItem(self._ui.theme, shown, frozenset(ends))
                item.touched.connect(lambda key=shown.key: presenter.select(key))
                self._list.addWidget(item)
                self.items[shown.key] = item
            self.summary.setText(self._summed_up([shown.verdict.change for shown in rows]))
        for key, item in self.items.items():
            item.set_chosen(chosen=key == presenter.key)

    def _summed_up(self, changes: list[Change]) -> str:
        """The verdicts counted, in one line."""
        if not changes:
            return self.tr("Nothing could be said at these visits.") if self._presenter.story is not None else ""
        counts = {change: changes.count(change) for change in Change}
        parts = [
            (Change.IMPROVED, self.tr("{n} improved")),
            (Change.DECLINED, self.tr("{n} declined")),
            (Change.NO_MEASURABLE_CHANGE, self.tr("{n} without measurable change")),
            (Change.NOT_COMPARABLE, self.tr("{n} not comparable")),
        ]
        said = [words.format(n=counts[change]) for change, words in parts if counts[change]]
        # A line breaks between the parts, not within one.
        return "\u00a0· ".join(part.replace(" ", "\u00a0") for part in said)

    def _fill_note(self) -> None:
        presenter, progress = self._presenter, self._presenter.rescoring.progress
        waiting = len(presenter.to_rescore)
        self.note.setVisible(bool(waiting) or progress is not None)
        if progress is not None:
            done, whole = progress
            words = self.tr("Scoring photo {n} of {whole}…").format(n=min(done + 1, whole), whole=whole)
            self.rescore_button.say(self.tr("Stop"))
            self.rescore_button.setEnabled(not presenter.rescoring.stopping)
        else:
            words = self.tr(
                "Visits scored by another version of the model: {n}. Their photos can be scored again; "
                "what was said then is kept."
            ).format(n=waiting)
            self.rescore_button.say(self.tr("Score again"))
            self.rescore_button.setEnabled(True)
        self._note_words.setText(words)

    def _rescore_or_stop(self) -> None:
        if self._presenter.rescoring.progress is None:
            self._presenter.rescore()
        else:
            self._presenter.rescoring.stop()
            self._fill_note()
