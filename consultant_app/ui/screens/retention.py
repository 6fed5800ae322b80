"""The sheet on which the manager decides how long what is kept: chosen, shown what goes, confirmed, logged."""

from PyQt6.QtWidgets import QWidget

from consultant_app.domain.retention import Kept, Purge
from consultant_app.ui.context import Ui
from consultant_app.ui.presenters import wording
from consultant_app.ui.presenters.retention import RetentionPresenter
from consultant_app.ui.widgets.buttons import Button, Segmented
from consultant_app.ui.widgets.layout import cleared, column, row, rule, scrolled
from consultant_app.ui.widgets.overlay import Message, Overlay, Place
from consultant_app.ui.widgets.text import Text

_ALWAYS = "0"
_YEAR = 365
_OFFERED: dict[Kept, tuple[int, ...]] = {
    Kept.PHOTOS: (183, _YEAR, 2 * _YEAR, 3 * _YEAR),
    Kept.RESULTS: (_YEAR, 2 * _YEAR, 3 * _YEAR, 5 * _YEAR),
    Kept.CLIENTS: (_YEAR, 2 * _YEAR, 3 * _YEAR, 5 * _YEAR),
    Kept.DRAFTS: (1, 7, 30, 90),
}
"""Days that can be chosen; European guidance asks for three years at most after the last contact."""


class RetentionSheet(Overlay):
    """Draws a ``RetentionPresenter``."""

    def __init__(self, ui: Ui, window: QWidget, presenter: RetentionPresenter) -> None:
        super().__init__(ui, window, Place.SIDE)
        self._window, self._presenter = window, presenter
        self._title, self._about = Text("title"), Text("soft", wrap=True)
        self._names = {kind: Text("heading", wrap=True) for kind in Kept}
        self._explained = {kind: Text("small", wrap=True) for kind in Kept}
        self.choices = {
            kind: Segmented(ui.theme, (_ALWAYS, *(str(days) for days in offered)))
            for kind, offered in _OFFERED.items()
        }
        self._due = Text("body", wrap=True)
        self._due.setProperty("tone", "accent")
        self._log_head, self._log = Text("heading"), column(spacing=4)
        self.save_button, self.close_button = Button(ui.theme, "primary"), Button(ui.theme, "plain")
        self.save_button.clicked.connect(self._save)
        self.close_button.clicked.connect(self.dismiss)
        for kind, choice in self.choices.items():
            choice.chosen.connect(lambda days, kind=kind: presenter.choose(kind, int(days) or None))
        self._arrange()
        presenter.changed.connect(self._fill)
        ui.language.changed.connect(self.retranslate)
        self.retranslate()
        presenter.load()

    def cancel(self) -> None:
        """Escape or a touch beside the sheet must not lose what was chosen."""
        if not self._presenter.touched:
            self.dismiss()

    def retranslate(self) -> None:
        """Write the words in the language on screen."""
        self._title.setText(self.tr("How long things are kept"))
        self.setAccessibleName(self._title.text())
        self._about.setText(
            self.tr(
                "What is older goes by itself, at the start and once a day. Nothing goes until you decide it here."
            )
        )
        self._name(Kept.PHOTOS, self.tr("Photos"), self.tr("With the reports that show her; scores stay"))
        self._name(
            Kept.RESULTS, self.tr("Visits"), self.tr("Scores, notes and routines, with their photos and reports")
        )
        self._name(
            Kept.CLIENTS,
            self.tr("Clients who no longer come"),
            self.tr("After the last visit or signature, all goes"),
        )
        self._name(Kept.DRAFTS, self.tr("Unfinished visits and forms"), self.tr("After the day they were begun"))
        for kind, choice in self.choices.items():
            choice.say(_ALWAYS, self.tr("No limit"))
            for days in _OFFERED[kind]:
                choice.say(str(days), self._period(days))
        self._log_head.setText(self.tr("What went so far"))
        self.save_button.say(self.tr("Save"))
        self.close_button.say(self.tr("Close"))
        self._fill()

    def _name(self, kind: Kept, name: str, about: str) -> None:
        self._names[kind].setText(name)
        self._explained[kind].setText(about)

    def _period(self, days: int) -> str:
        if days == 1:
            return self.tr("1 day")
        if days < 183:
            return self.tr("{n} days").format(n=days)
        if days < _YEAR:
            return self.tr("6 months")
        return self.tr("1 year") if days == _YEAR else self.tr("{n} years").format(n=days // _YEAR)

    def _arrange(self) -> None:
        self.content.setContentsMargins(0, 0, 0, 0)
        sheet = QWidget()
        lines = column(sheet, margins=(40, 32, 40, 24), spacing=0)
        for part, gap in ((self._title, 4), (self._about, 18)):
            lines.addWidget(part)
            lines.addSpacing(gap)
        for kind in Kept:
            for part, gap in ((self._names[kind], 2), (self._explained[kind], 6)):
                lines.addWidget(part)
                lines.addSpacing(gap)
            choice = row()
            choice.addWidget(self.choices[kind])
            choice.addStretch()
            lines.addLayout(choice)
            lines.addSpacing(18)
        lines.addWidget(self._due)
        lines.addSpacing(18)
        lines.addWidget(self._log_head)
        lines.addSpacing(6)
        lines.addLayout(self._log)
        lines.addStretch()
        self.content.addWidget(scrolled(sheet), 1)
        self.content.addWidget(rule())
        foot = row(margins=(40, 12, 40, 12), spacing=8)
        foot.addStretch()
        foot.addWidget(self.close_button)
        foot.addWidget(self.save_button)
        self.content.addLayout(foot)

    def _fill(self) -> None:
        presenter = self._presenter
        for kind, choice in self.choices.items():
            choice.setEnabled(presenter.loaded)
            days = presenter.chosen.days.get(kind, 0)
            if days in (0, *_OFFERED[kind]):
                choice.choose(str(days))
        due = presenter.due
        self._due.setText(
            "" if due is None else self.tr("Goes as soon as you save: {what}.").format(what=self._told(due))
        )
        self._due.setVisible(due is not None)
        self.save_button.setEnabled(presenter.touched and due is not None)
        cleared(self._log)
        self._log_head.setVisible(bool(presenter.log))
        for purge in presenter.log:
            told = f"{wording.day(purge.at, self.ui.language.code)}: {self._told(purge)}"
            self._log.addWidget(Text("small", told, wrap=True))

    def _told(self, purge: Purge) -> str:
        names = {
            Kept.PHOTOS: self.tr("photos of {n} visits"),
            Kept.RESULTS: self.tr("{n} visits"),
            Kept.CLIENTS: self.tr("{n} clients"),
            Kept.DRAFTS: self.tr("{n} unfinished"),
        }
        told = [name.format(n=purge.counts[kind]) for kind, name in names.items() if kind in purge.counts]
        return ", ".join(told) or self.tr("nothing")

    def _save(self) -> None:
        due = self._presenter.due
        if not due:
            self._presenter.settle()
            return
        message = Message(
            self.ui,
            self._window,
            self.tr("Erase what is older?"),
            self.tr("This goes at once and cannot be brought back: {what}.").format(what=self._told(due)),
        )
        message.offer("outline", self.tr("Erase and save")).clicked.connect(
            lambda _=False: self._presenter.settle()
        )
        message.offer("primary", self.tr("Go back")).setFocus()
        message.open()
