"""The sheet on which a client reads, signs and takes back what she allows; all of hers is handed out from it."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from consultant_app.domain.consent import ConsentEntry, ConsentKind, allowed
from consultant_app.ui.context import Ui
from consultant_app.ui.presenters import wording
from consultant_app.ui.presenters.privacy import PrivacyPresenter
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.check_row import CheckRow
from consultant_app.ui.widgets.layout import cleared, column, row, rule, scrolled
from consultant_app.ui.widgets.overlay import Overlay, Place
from consultant_app.ui.widgets.signature_pad import SignaturePad
from consultant_app.ui.widgets.text import Text


class PrivacySheet(Overlay):
    """Draws a ``PrivacyPresenter``.

    Signals:
        export_asked: everything is to be written to a file.
        erase_asked: everything is to be erased.
    """

    export_asked = pyqtSignal()
    erase_asked = pyqtSignal()

    def __init__(self, ui: Ui, window: QWidget, presenter: PrivacyPresenter) -> None:
        super().__init__(ui, window, Place.SIDE)
        self._presenter = presenter
        self._title, self._name = Text("title"), Text("soft", wrap=True)
        self._news, self._intro = Text("body", wrap=True), Text("body", wrap=True)
        self._news.setProperty("tone", "accent")
        self._rights, self._sign_head = Text("small", wrap=True), Text("eyebrow")
        self.checks = {kind: CheckRow(ui.theme) for kind in ConsentKind}
        self.pad = SignaturePad(ui.theme)
        self.pad.changed.connect(self._fill)
        self.clear_button = Button(ui.theme, "plain")
        self.clear_button.clicked.connect(self.pad.clear)
        self._history_head, self._history = Text("heading"), column(spacing=4)
        self._whole_head = Text("heading")
        self.export_button, self.erase_button = (Button(ui.theme, "outline", icon) for icon in ("file-down", None))
        self.export_button.clicked.connect(self.export_asked)
        self.erase_button.clicked.connect(self.erase_asked)
        self.save_button, self.close_button = Button(ui.theme, "primary"), Button(ui.theme, "plain")
        self.save_button.clicked.connect(self._save)
        self.close_button.clicked.connect(self.dismiss)
        self._arrange()
        for kind, check in self.checks.items():
            check.clicked.connect(lambda given, kind=kind: presenter.choose(kind, given=given))
        presenter.changed.connect(self._fill)
        ui.language.changed.connect(self.retranslate)
        self.retranslate()

    def cancel(self) -> None:
        """Escape or a touch beside the sheet must not lose a signature; the button may, being meant."""
        if not self._presenter.touched:
            self.dismiss()

    def retranslate(self) -> None:
        """Write the words in the language on screen."""
        self._title.setText(self.tr("What the client allows"))
        self.setAccessibleName(self._title.text())
        self._name.setText(self._presenter.client.display_name)
        self._sign_head.setText(self.tr("Signature of the client"))
        self.pad.say(self.tr("Sign here with finger, pen or mouse"))
        self.clear_button.say(self.tr("Sign again"))
        self._history_head.setText(self.tr("What was signed before"))
        self._whole_head.setText(self.tr("All that is kept of this client"))
        self.export_button.say(
            self.tr("Hand it out"), self.tr("Write details, photos, scores and reports to a file")
        )
        self.erase_button.say(self.tr("Erase it all"))
        self.close_button.say(self.tr("Close"))
        self._presenter.load(self.ui.language.code)
        self._fill()

    def _save(self) -> None:
        presenter = self._presenter
        if presenter.needs_signature and not self.pad.signed:
            # On a small screen the field lies below: the next step is one touch away all the same.
            self._area.ensureWidgetVisible(self.pad)
            return
        signature = self.pad.signature if presenter.needs_signature else None
        presenter.record(self.ui.language.code, signature)

    def _arrange(self) -> None:
        self.content.setContentsMargins(0, 0, 0, 0)
        sheet = QWidget()
        lines = column(sheet, margins=(40, 32, 40, 24), spacing=0)
        for part, gap in ((self._title, 2), (self._name, 14), (self._news, 10), (self._intro, 10)):
            lines.addWidget(part)
            lines.addSpacing(gap)
        for check in self.checks.values():
            lines.addWidget(check)
            lines.addSpacing(8)
        lines.addSpacing(4)
        lines.addWidget(self._rights)
        lines.addSpacing(18)
        head = row()
        head.addWidget(self._sign_head)
        head.addStretch()
        head.addWidget(self.clear_button)
        lines.addLayout(head)
        lines.addWidget(self.pad)
        self._arrange_rest(lines)
        self._area = scrolled(sheet)
        self.content.addWidget(self._area, 1)
        self.content.addWidget(rule())
        foot = row(margins=(40, 12, 40, 12), spacing=8)
        foot.addStretch()
        foot.addWidget(self.close_button)
        foot.addWidget(self.save_button)
        self.content.addLayout(foot)

    def _arrange_rest(self, lines: QVBoxLayout) -> None:
        lines.addSpacing(22)
        lines.addWidget(self._history_head)
        lines.addSpacing(6)
        lines.addLayout(self._history)
        lines.addSpacing(22)
        lines.addWidget(self._whole_head)
        lines.addSpacing(8)
        buttons = row(spacing=8)
        buttons.addWidget(self.export_button)
        buttons.addWidget(self.erase_button)
        buttons.addStretch()
        lines.addLayout(buttons)
        lines.addStretch()

    def _fill(self) -> None:
        presenter, texts = self._presenter, self._presenter.texts
        for kind, check in self.checks.items():
            check.setEnabled(texts is not None and not presenter.busy)
            check.setChecked(kind in presenter.chosen)
            if texts is not None:
                check.say(texts.titles[kind], texts.about[kind])
        self._intro.setText("" if texts is None else texts.intro)
        self._rights.setText("" if texts is None else texts.rights)
        asked_before = bool(presenter.history)
        self._news.setText(
            self.tr("The words have changed since the client signed. Please let her read and sign them again.")
        )
        self._news.setVisible(presenter.must_ask and asked_before)
        for part in (self._sign_head, self.clear_button, self.pad):
            part.setVisible(presenter.needs_signature)
        unsigned = presenter.needs_signature and not self.pad.signed
        self.save_button.say(self.tr("Sign") if unsigned else self.tr("Save"))
        self.save_button.setEnabled(texts is not None and presenter.touched and not presenter.busy)
        self._fill_history()
        may = {self.export_button: presenter.may_export, self.erase_button: presenter.may_erase}
        for button, allowed_to in may.items():
            button.setVisible(allowed_to)
            button.setEnabled(not presenter.busy)
        self._whole_head.setVisible(any(may.values()))

    def _fill_history(self) -> None:
        cleared(self._history)
        self._history_head.setVisible(bool(self._presenter.history))
        for entry in reversed(self._presenter.history):
            self._history.addWidget(Text("small", self._told(entry), wrap=True))

    def _told(self, entry: ConsentEntry) -> str:
        names = {
            ConsentKind.ANALYSIS: self.tr("analysis"),
            ConsentKind.KEEP_PHOTOS: self.tr("keeping photos"),
            ConsentKind.KEEP_RESULTS: self.tr("keeping results"),
            ConsentKind.CONTACT: self.tr("contact"),
            ConsentKind.IMPROVE_MODEL: self.tr("improving the analysis"),
        }
        given = [name for kind, name in names.items() if kind in allowed(entry.consent)]
        what = ", ".join(given) or self.tr("nothing")
        language = self.ui.language.code
        at = f"{wording.day(entry.at, language)}, {wording.hour(entry.at, language)}"
        if entry.signed:
            return self.tr("{at}: {what} (signed, version {version})").format(
                at=at, what=what, version=entry.text_version
            )
        return f"{at}: {what}"
