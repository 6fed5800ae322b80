"""The report as it will leave the counter: its pages, how it is to look, and the ways to hand it over."""

from PyQt6.QtCore import QEvent, QTimer, pyqtSignal
from PyQt6.QtGui import QImage, QResizeEvent
from PyQt6.QtWidgets import QWidget

from consultant_app.domain.reports import Paper
from consultant_app.ui.context import Ui
from consultant_app.ui.pdf_pages import page_pictures
from consultant_app.ui.presenters import wording
from consultant_app.ui.presenters.report import ReportPresenter
from consultant_app.ui.tasks import Lane
from consultant_app.ui.widgets.buttons import Button, Segmented
from consultant_app.ui.widgets.field import Field
from consultant_app.ui.widgets.layout import column, row, rule, scrolled
from consultant_app.ui.widgets.page_stack import PageStack
from consultant_app.ui.widgets.panes import Panes
from consultant_app.ui.widgets.text import Elided, Text

_TYPING_MS = 600
"""Pause after which a name that is being typed reaches the paper."""


class ReportScreen(QWidget):
    """Draws a ``ReportPresenter``.

    Signals:
        save_asked: the PDF is to be saved.
        print_asked: it is to be printed.
        mail_asked: a copy with a password is wanted.
    """

    save_asked = pyqtSignal()
    print_asked = pyqtSignal()
    mail_asked = pyqtSignal()

    def __init__(self, ui: Ui, presenter: ReportPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._ui, self._presenter = ui, presenter
        self._drawn: tuple[bytes | None, int] = (None, 0)
        self.pages = PageStack(ui.theme)
        self._title, self._note = Text("title"), Text("soft", wrap=True)
        self.languages = Segmented(ui.theme, ui.language.choices())
        self.paper = Segmented(ui.theme, tuple(Paper))
        self.photo = Segmented(ui.theme, ("photo", "lines"))
        self.consultant, self.store = Field(), Field()
        self.again_button = Button(ui.theme, "plain")
        self.save_button = Button(ui.theme, "primary", "file-down")
        self.print_button = Button(ui.theme, "outline", "printer")
        self.mail_button = Button(ui.theme, "outline", "mail")
        self._heads = [Text("eyebrow") for _ in range(3)]
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self.bar = QWidget()
        self._crumb = Elided("body")
        row(self.bar, margins=(8, 0, 0, 0)).addWidget(self._crumb, 1)
        self._arrange()
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Write the words in the language on screen."""
        self._title.setText(self.tr("Report"))
        for head, words in zip(
            self._heads, (self.tr("Language"), self.tr("Paper"), self.tr("Her face")), strict=True
        ):
            head.setText(words)
        for code in self._ui.language.choices():
            self.languages.say(code, code.upper())
        self.paper.say(Paper.A4, "A4")
        self.paper.say(Paper.LETTER, "Letter")
        self.photo.say("photo", self.tr("Photo"))
        self.photo.say("lines", self.tr("Drawn lines"))
        self.consultant.say(self.tr("Consultant"), self.tr("Name on the report"))
        self.store.say(self.tr("Counter"), self.tr("Name and place"))
        self.again_button.say(self.tr("Make it anew"))
        self.save_button.say(self.tr("Save as PDF"))
        self.print_button.say(self.tr("Print"))
        self.mail_button.say(self.tr("Copy for e-mail"))
        self._fill()

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802 - Qt's name
        """Draw the pages anew where they would be blurred."""
        super().resizeEvent(event)
        self._draw()

    def event(self, event: QEvent | None) -> bool:
        """Likewise on a screen of another density."""
        if event is not None and event.type() == QEvent.Type.DevicePixelRatioChange:
            self._draw()
        return super().event(event)

    def _arrange(self) -> None:
        panel = QWidget()
        lines = column(panel, margins=(28, 24, 28, 24), spacing=0)
        lines.addWidget(self._title)
        lines.addSpacing(4)
        lines.addWidget(self._note)
        lines.addWidget(self.again_button)
        for button, gap in ((self.save_button, 16), (self.print_button, 8), (self.mail_button, 8)):
            lines.addSpacing(gap)
            lines.addWidget(button)
        lines.addSpacing(24)
        lines.addWidget(rule())
        for head, choice in zip(self._heads, (self.languages, self.paper, self.photo), strict=True):
            lines.addSpacing(18)
            lines.addWidget(head)
            lines.addSpacing(6)
            line = row()
            line.addWidget(choice)
            line.addStretch()
            lines.addLayout(line)
        for field in (self.consultant, self.store):
            lines.addSpacing(18)
            lines.addWidget(field)
        lines.addStretch()
        area = scrolled(panel)
        area.setMinimumWidth(300)
        row(self).addWidget(Panes(scrolled(self.pages), area, beside=(7, 3), above=(5, 4)))

    def _connect(self) -> None:
        presenter = self._presenter
        self.save_button.clicked.connect(self.save_asked)
        self.print_button.clicked.connect(self.print_asked)
        self.mail_button.clicked.connect(self.mail_asked)
        self.again_button.clicked.connect(lambda _=False: presenter.make())
        self.languages.chosen.connect(lambda code: presenter.choose(language=code))
        self.paper.chosen.connect(lambda paper: presenter.choose(paper=Paper(paper)))
        self.photo.chosen.connect(lambda kind: presenter.choose(with_photo=kind == "photo"))
        for field in (self.consultant, self.store):
            field.edit.textEdited.connect(lambda _: self._typing.start())
        self._typing.timeout.connect(self._named)
        presenter.changed.connect(self._fill)
        self._ui.language.changed.connect(self.retranslate)

    def _named(self) -> None:
        self._presenter.choose(consultant=self.consultant.edit.text(), store=self.store.edit.text())

    def _fill(self) -> None:
        presenter, options, language = self._presenter, self._presenter.options, self._ui.language.code
        self._crumb.say(presenter.client_name)
        self.languages.choose(options.language)
        self.paper.choose(options.paper)
        self.photo.choose("photo" if options.with_photo else "lines")
        for field, name in ((self.consultant, options.consultant), (self.store, options.store)):
            if not field.edit.hasFocus() and field.edit.text() != name:
                field.edit.setText(name)
        kept = presenter.shown
        if presenter.pdf is None:
            self._note.setText(self.tr("Setting the pages…") if presenter.busy else "")
        elif kept is None:
            self._note.setText(self.tr("As she will take it home. Nothing of it leaves this computer by itself."))
        else:
            self._note.setText(
                self.tr("Exactly as it was handed over on {day}.").format(day=wording.day(kept.at, language))
            )
        for choice in (self.languages, self.paper, self.photo, self.consultant, self.store):
            choice.setEnabled(kept is None and presenter.can_make)
        self.again_button.setVisible(kept is not None and presenter.can_make)
        for button in (self.save_button, self.print_button, self.mail_button):
            button.setEnabled(presenter.pdf is not None)
        self._draw()

    def _draw(self) -> None:
        """Have the pages drawn in the pool; those that came too late are not shown."""
        pdf, width = self._presenter.pdf, self.pages.wanted_width()
        if pdf is None:
            self._drawn = (None, 0)
            self.pages.show_pages([], [])
        elif self.isVisible() and self._drawn != (pdf, width):
            self._drawn = wanted = (pdf, width)
            self._ui.tasks.run(
                Lane.POOL, lambda: page_pictures(pdf, width), lambda pictures: self._show(wanted, pictures)
            )

    def _show(self, wanted: tuple[bytes, int], pictures: list[QImage]) -> None:
        if wanted == self._drawn:
            names = [
                self.tr("Page {n} of {whole}").format(n=number, whole=len(pictures))
                for number in range(1, len(pictures) + 1)
            ]
            self.pages.show_pages(pictures, names)
