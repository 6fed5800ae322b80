"""The sheet of the manager on backups and audit log; the log is only read."""

from collections.abc import Callable
from pathlib import Path

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QFileDialog, QGridLayout, QWidget

from consultant_app.ui.backup_room import BackupRoom
from consultant_app.ui.context import Ui
from consultant_app.ui.presenters.safety import SafetyPresenter
from consultant_app.ui.presenters.wording import hour, short_day
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.layout import cleared, column, row, rule, scrolled
from consultant_app.ui.widgets.overlay import Overlay, Place
from consultant_app.ui.widgets.text import Text


def ask_folder(window: QWidget, title: str) -> Path | None:
    """The folder that the person chooses; ``None`` when she thinks better of it."""
    name = QFileDialog.getExistingDirectory(window, title)
    return Path(name) if name else None


class SafetySheet(Overlay):
    """Says when the last backup was made, and where; and who did what."""

    def __init__(
        self,
        ui: Ui,
        window: QWidget,
        presenter: SafetyPresenter,
        backups: BackupRoom,
        ask: Callable[[QWidget, str], Path | None] = ask_folder,
    ) -> None:
        super().__init__(ui, window, Place.SIDE)
        self._presenter, self._backups, self._ask = presenter, backups, ask
        presenter.setParent(self)
        self.now_button, self.folder_button, self.more_button = (Button(ui.theme, "outline") for _ in range(3))
        self.close_button = Button(ui.theme, "primary")
        self._title, self._log_title = Text("title", wrap=True), Text("heading")
        self.backup_line, self._target, self.verdict = (
            Text(role, wrap=True) for role in ("body", "small", "soft")
        )
        sheet = QWidget()
        self._lines = column(sheet, margins=(40, 32, 40, 24), spacing=0)
        self._log = QGridLayout()
        self._arrange(sheet)
        self.now_button.clicked.connect(backups.back_up)
        self.folder_button.clicked.connect(self._choose)
        self.more_button.clicked.connect(presenter.load_more)
        self.close_button.clicked.connect(self.dismiss)
        presenter.changed.connect(self.retranslate)
        presenter.failed.connect(lambda error: self.verdict.setText(str(error)))
        backups.changed.connect(self.retranslate)
        ui.language.changed.connect(self.retranslate)
        self.retranslate()
        presenter.load()

    def retranslate(self) -> None:
        """Write the words in the language on screen."""
        words, status = self.ui.language.words, self._backups.status
        self.setAccessibleName(self.tr("Backups and log"))
        self._title.setText(self.tr("Backups and log"))
        self._log_title.setText(self.tr("Who did what"))
        self.now_button.say(self.tr("Back up now"))
        self.now_button.setEnabled(not self._backups.running)
        self.folder_button.say(self.tr("Choose the folder"))
        self.more_button.say(self.tr("Earlier entries"))
        self.close_button.say(self.tr("Close"))
        self.backup_line.setText(last_backup(self._backups, self.ui))
        self._target.setText("" if status is None else status.failure or status.target)
        self.verdict.setText(self._presenter.verdict(words))
        self.more_button.setVisible(self._presenter.has_more)
        self._list()

    def _arrange(self, sheet: QWidget) -> None:
        area = scrolled(sheet)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.addWidget(area, 1)
        self.content.addWidget(rule())
        foot = row(margins=(40, 12, 40, 12))
        foot.addStretch()
        foot.addWidget(self.close_button)
        self.content.addLayout(foot)
        for part, gap in ((self._title, 12), (self.backup_line, 4), (self._target, 14)):
            self._lines.addWidget(part)
            self._lines.addSpacing(gap)
        buttons = row(spacing=10)
        buttons.addWidget(self.now_button)
        buttons.addWidget(self.folder_button)
        buttons.addStretch()
        self._lines.addLayout(buttons)
        self._lines.addSpacing(28)
        self._lines.addWidget(self._log_title)
        self._lines.addSpacing(6)
        self._lines.addWidget(self.verdict)
        self._lines.addSpacing(14)
        self._log.setHorizontalSpacing(14)
        self._log.setVerticalSpacing(8)
        self._log.setColumnStretch(2, 1)
        self._lines.addLayout(self._log)
        self._lines.addSpacing(10)
        self._lines.addWidget(self.more_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self._lines.addStretch()

    def _list(self) -> None:
        cleared(self._log)
        for place, line in enumerate(self._presenter.lines(self.ui.language.words)):
            self._log.addWidget(Text("small", line.at), place, 0)
            self._log.addWidget(Text("small", line.who), place, 1)
            self._log.addWidget(Text("small", line.what, wrap=True), place, 2)
            self._log.addWidget(Text("small", line.subject), place, 3)

    def _choose(self) -> None:
        folder = self._ask(self, self.tr("Folder of the backups"))
        if folder is not None:
            self._presenter.choose(folder)
            self._backups.start()


def last_backup(backups: BackupRoom, ui: Ui) -> str:
    """How it stands with the backups, in one line."""
    words, status = ui.language.words, backups.status
    if backups.running:
        return words("backup.running")
    if status is None or (status.last is None and not status.failure):
        return words("backup.never")
    if status.last is None:
        return words("backup.failed_first")
    at = f"{short_day(status.last, words.language)}, {hour(status.last, words.language)}"
    key = "backup.failed_since" if status.failure else "backup.last"
    return words(key, at=at)
