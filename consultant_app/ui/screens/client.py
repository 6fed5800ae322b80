"""One client: who she is, her visits, and the place for a new photo."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QWidget

from consultant_app.domain.clients import Client, VisitSummary
from consultant_app.ui.context import Ui
from consultant_app.ui.presenters import wording
from consultant_app.ui.presenters.client import ClientPresenter
from consultant_app.ui.presenters.drafts import DraftsPresenter
from consultant_app.ui.screens.draft_lines import add_draft_lines
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.chip import Chips, Tone
from consultant_app.ui.widgets.drop_area import DropArea
from consultant_app.ui.widgets.flow import Flow
from consultant_app.ui.widgets.layout import cleared, column, row, rule, scrolled
from consultant_app.ui.widgets.panes import Panes
from consultant_app.ui.widgets.rows import TouchRow
from consultant_app.ui.widgets.text import Elided, Text

_BESIDE, _UPRIGHT = (12, 32, 40, 32), (40, 0, 40, 32)
"""Margins of the place for a new photo, beside the client's visits and below them."""


class VisitLine(TouchRow):
    """One visit of the history: its day and its overall score."""

    def __init__(self, ui: Ui, shown: VisitSummary) -> None:
        super().__init__(ui.theme)
        self.shown = shown
        language = ui.language.code
        line = row(self, margins=(14, 8, 14, 8), spacing=12)
        words = column(spacing=0)
        words.addWidget(Text("body", wording.day(shown.at, language)))
        words.addWidget(Text("small", wording.hour(shown.at, language)))
        line.addLayout(words)
        line.addStretch()
        said = ui.language.words("state.cannot_say")
        if shown.overall_score is not None:
            said = wording.score(shown.overall_score, shown.overall_plus_minus)
        line.addWidget(Text("number", said))
        self.setAccessibleName(f"{wording.day(shown.at, language)}, {said}")


class ClientScreen(QWidget):
    """Draws a ``ClientPresenter``.

    Signals:
        photo_dropped: path of a photo to analyse.
        photo_asked: a photo is to be chosen from a file dialog.
        camera_asked: a photo is to be taken.
        edit_asked: the client's details are to be changed.
        privacy_asked: what she allows is to be shown.
        visit_chosen: the ``VisitSummary`` to open.
        evolution_asked: what changed between the visits is to be shown.
        draft_chosen: the ``DraftSummary`` to go on with.
        draft_discarded: the one to give up.
    """

    photo_dropped = pyqtSignal(object)
    photo_asked = pyqtSignal()
    camera_asked = pyqtSignal()
    edit_asked = pyqtSignal()
    privacy_asked = pyqtSignal()
    visit_chosen = pyqtSignal(object)
    evolution_asked = pyqtSignal()
    draft_chosen = pyqtSignal(object)
    draft_discarded = pyqtSignal(object)

    def __init__(
        self, ui: Ui, presenter: ClientPresenter, drafts: DraftsPresenter, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._ui = ui
        self._presenter = presenter
        self._drafts = drafts
        self._waiting = column(spacing=0)
        self._name = Text("display", wrap=True)
        self._facts = Text("soft", wrap=True)
        self.respects = Chips()
        self._allowed = Text("small", wrap=True)
        self.edit_button = Button(ui.theme, "outline", "pencil")
        self.edit_button.clicked.connect(self.edit_asked)
        self.privacy_button = Button(ui.theme, "outline")
        self.privacy_button.clicked.connect(self.privacy_asked)
        self._visits_head = Text("heading")
        self.evolution_button = Button(ui.theme, "plain")
        self.evolution_button.clicked.connect(self.evolution_asked)
        self._no_visits = Text("soft", wrap=True)
        self._visits = column(spacing=0)
        self.drop = DropArea(ui)
        self.drop.asked.connect(self.photo_asked)
        self.drop.dropped.connect(self.photo_dropped)
        self.drop.camera_asked.connect(self.camera_asked)
        self._withheld, self._withheld_words, self.allow_button = self._made_withheld()
        self.bar = QWidget()
        line = row(self.bar, margins=(8, 0, 0, 0))
        self._crumb = Elided("body")
        line.addWidget(self._crumb, 1)
        self._arrange()
        presenter.changed.connect(self._fill)
        drafts.changed.connect(self._fill_waiting)
        ui.language.changed.connect(self.retranslate)
        self.retranslate()

    @property
    def lines(self) -> list[VisitLine]:
        """The visits on screen, newest first."""
        items = (self._visits.itemAt(place) for place in range(self._visits.count()))
        widgets = (None if item is None else item.widget() for item in items)
        return [widget for widget in widgets if isinstance(widget, VisitLine)]

    def retranslate(self) -> None:
        """Write the words in the language on screen."""
        self._crumb.say(self.tr("Clients"))
        self.edit_button.say(self.tr("Edit details"))
        self.privacy_button.say(self.tr("What she allows"))
        self._visits_head.setText(self.tr("Visits"))
        self.evolution_button.say(self.tr("What changed"))
        self._no_visits.setText(self.tr("No visit has been kept yet."))
        self.allow_button.say(self.tr("Record the consent"))
        self._fill()

    def _made_withheld(self) -> tuple[QWidget, Text, Button]:
        box, words = QWidget(), Text("title", wrap=True)
        box.setObjectName("card")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        button = Button(self._ui.theme, "primary")
        button.clicked.connect(self.privacy_asked)
        lines = column(box, margins=(48, 32, 48, 32), spacing=24)
        lines.addStretch()
        lines.addWidget(words)
        lines.addWidget(button, alignment=Qt.AlignmentFlag.AlignHCenter)
        lines.addStretch()
        return box, words, button

    def _arrange(self) -> None:
        left = QWidget()
        lines = column(left, margins=(40, 32, 28, 24), spacing=0)
        for part, gap in ((self._name, 6), (self._facts, 12), (self.respects, 14), (self._allowed, 18)):
            lines.addWidget(part)
            lines.addSpacing(gap)
        buttons = Flow(gap=8, line_gap=8)
        buttons.addWidget(self.edit_button)
        buttons.addWidget(self.privacy_button)
        lines.addLayout(buttons)
        lines.addSpacing(28)
        head = row()
        head.addWidget(self._visits_head)
        head.addStretch()
        head.addWidget(self.evolution_button)
        lines.addLayout(head)
        lines.addSpacing(8)
        lines.addWidget(rule())
        lines.addSpacing(6)
        lines.addLayout(self._waiting)
        lines.addWidget(self._no_visits)
        lines.addLayout(self._visits)
        lines.addStretch()
        area = scrolled(left)
        area.setMinimumWidth(300)
        right = QWidget()
        side = column(right, margins=_BESIDE)
        side.addWidget(self.drop)
        side.addWidget(self._withheld)
        panes = Panes(area, right, beside=(5, 6), above=(6, 5))
        panes.turned.connect(lambda: side.setContentsMargins(*(_UPRIGHT if panes.upright else _BESIDE)))
        row(self).addWidget(panes)

    def _fill(self) -> None:
        client = self._presenter.client
        if client is None:
            return
        self._name.setText(client.display_name)
        details = client.details
        # Who does not want to be contacted is not, by mistake neither.
        facts = [details.email, details.phone] if details.consent.contact else []
        if (details.email or details.phone) and not facts:
            facts = [self.tr("Not to be contacted")]
        if details.birth_date is not None:
            facts.insert(
                0, self.tr("Born {day}").format(day=wording.day(details.birth_date, self._ui.language.code))
            )
        self._say(self._facts, "  ·  ".join(fact for fact in facts if fact))
        self.respects.say(self._respected(client))
        self._say(self._allowed, self._consent(client))
        asked_again = self._presenter.must_ask and details.consent.analysis
        self._withheld_words.setText(
            self.tr("The words of the consent have changed since the client signed. Please ask her again.")
            if asked_again
            else self.tr("The client has not allowed a photo to be analysed.")
        )
        self.drop.setVisible(self._presenter.may_analyse)
        self._withheld.setVisible(not self._presenter.may_analyse)
        self._fill_waiting()
        cleared(self._visits)
        for shown in self._presenter.history:
            line = VisitLine(self._ui, shown)
            line.touched.connect(lambda shown=shown: self.visit_chosen.emit(shown))
            self._visits.addWidget(line)
        self._no_visits.setVisible(not self._presenter.history)
        # One visit alone has nothing to be compared with.
        self.evolution_button.setVisible(len(self._presenter.history) > 1)

    def _fill_waiting(self) -> None:
        """What was begun with her and not ended, before what was."""
        cleared(self._waiting)
        client = self._presenter.client
        pending = [] if client is None else self._drafts.of(client.id)
        add_draft_lines(self._waiting, self._ui, pending, self.draft_chosen.emit, self.draft_discarded.emit)

    def _respected(self, client: Client) -> tuple[tuple[str, Tone], ...]:
        """What every routine of hers respects; what could harm her stands out."""
        profile = client.details.profile
        facts: list[tuple[str, Tone]] = [
            (self.tr("Pregnant or breast-feeding") if profile.pregnancy else "", "accent"),
            (self.tr("Skin that reacts easily") if profile.sensitive else "", "accent"),
            *((self.tr("Avoids {names}").format(names=name), "accent") for name in profile.allergens),
            (self.tr("Without fragrance") if profile.fragrance_free else "", "plain"),
        ]
        if profile.budget is not None:
            facts.append((self.tr("Budget {amount}").format(amount=f"{profile.budget:g}"), "plain"))
        return tuple((text, tone) for text, tone in facts if text)

    def _consent(self, client: Client) -> str:
        consent = client.details.consent
        allowed = [
            self.tr("analysis") if consent.analysis else "",
            self.tr("keeping photos") if consent.keep_photos else "",
            self.tr("keeping results") if consent.keep_results else "",
            self.tr("contact") if consent.contact else "",
            self.tr("improving the analysis") if consent.improve_model else "",
        ]
        named = ", ".join(part for part in allowed if part)
        return self.tr("Allowed: {what}").format(what=named) if named else self.tr("Nothing allowed yet")

    @staticmethod
    def _say(label: Text, words: str) -> None:
        label.setText(words)
        label.setVisible(bool(words))
