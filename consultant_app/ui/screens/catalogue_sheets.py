"""The sheets beside the catalogue editor: what does not hold, what a change would do, and every version."""

from collections.abc import Mapping, Sequence

from PyQt6.QtCore import QCoreApplication, Qt, pyqtSignal
from PyQt6.QtWidgets import QWidget

from consultant_app.domain.catalogue_edit import SHIPPED, Effect, Version
from consultant_app.domain.faults import Fault
from consultant_app.domain.routine import Routine
from consultant_app.ui.context import Ui
from consultant_app.ui.presenters import wording
from consultant_app.ui.screens.routine_sheets import Sheet
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.field import Field
from consultant_app.ui.widgets.layout import column, row, rule
from consultant_app.ui.widgets.rows import TouchRow
from consultant_app.ui.widgets.text import Text


class FaultsSheet(Sheet):
    """Everything that does not hold, each with sheet, row and column.

    Signals:
        chosen: the ``Fault`` whose cell is to be shown; the sheet is gone then.
    """

    chosen = pyqtSignal(object)

    def __init__(self, ui: Ui, window: QWidget, faults: Sequence[Fault], *, of_file: bool) -> None:
        """``of_file``: they are those of a file that was not taken, so no cell of the draft has them."""
        refused = QCoreApplication.translate("FaultsSheet", "Nothing was taken from the file")
        super().__init__(
            ui, window, refused if of_file else QCoreApplication.translate("FaultsSheet", "To be mended")
        )
        about = (
            self.tr("Mend this in the file, and import it again.")
            if of_file
            else self.tr("Touch a line to go to its cell.")
        )
        self.head.addWidget(Text("soft", about, wrap=True))
        for fault in faults:
            told = fault.told(ui.language.code)
            if of_file:
                self.lines.addWidget(Text("body", told, wrap=True))
                self.lines.addSpacing(10)
                continue
            line = TouchRow(ui.theme)
            words = Text("body", told, wrap=True)
            words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column(line, margins=(12, 8, 12, 8)).addWidget(words)
            line.setAccessibleName(told)
            line.touched.connect(lambda fault=fault: self._choose(fault))
            self.lines.addWidget(line)
        self.lines.addStretch()

    def _choose(self, fault: Fault) -> None:
        self.dismiss()
        self.chosen.emit(fault)


class EffectSheet(Sheet):
    """What the draft would have advised at the last visits, beside what is in force; then the way to publish it.

    Signals:
        decided: publish, with this note; the sheet is gone then.
    """

    decided = pyqtSignal(str)

    def __init__(self, ui: Ui, window: QWidget, effects: Sequence[Effect]) -> None:
        super().__init__(ui, window, QCoreApplication.translate("EffectSheet", "What this would change"))
        changed = [effect for effect in effects if effect.changed]
        self.head.addWidget(Text("soft", self._about(len(changed), len(effects)), wrap=True))
        for effect in changed:
            self.lines.addWidget(rule())
            self.lines.addSpacing(8)
            day = wording.short_day(effect.at, ui.language.code)
            self.lines.addWidget(Text("heading", f"{effect.display_name}, {day}", wrap=True))
            sides = row(spacing=20)
            for name, mine, other in (
                (self.tr("In force"), effect.before, effect.after),
                (self.tr("With the changes"), effect.after, effect.before),
            ):
                sides.addWidget(self._side(name, mine, other), 1)
            self.lines.addLayout(sides)
            self.lines.addSpacing(10)
        self.lines.addSpacing(12)
        self.note = Field()
        self.note.say(self.tr("Why (for the list of versions)"))
        self.lines.addWidget(self.note)
        self.lines.addStretch()
        self.button = Button(ui.theme, "primary")
        self.button.say(self.tr("Publish"))
        self.button.clicked.connect(self._decide)
        self.foot.addWidget(self.button)

    def _about(self, changed: int, looked: int) -> str:
        if not looked:
            return self.tr("There is no visit yet to try it on.")
        if not changed:
            return self.tr("None of the last {all} routines would be another.").format(all=looked)
        return self.tr(
            "{changed} of the last {all} routines would be others, by the kept scores and today’s client details."
        ).format(changed=changed, all=looked)

    def _side(self, name: str, mine: Routine, other: Routine) -> QWidget:
        """The products of one side; those that the other has not, or at another time, in the accent."""
        side = QWidget()
        lines = column(side, spacing=2)
        lines.addWidget(Text("eyebrow", name, wrap=True))
        told = {(item.product.id, item.time) for item in other.recommendations}
        for item in mine.recommendations:
            line = Text("body", item.product.name, wrap=True)
            if (item.product.id, item.time) not in told:
                line.setProperty("tone", "accent")
                # Said in words too, not by colour alone.
                line.setText(self.tr("{name} (differs)").format(name=item.product.name))
            lines.addWidget(line)
        if not mine.recommendations:
            lines.addWidget(Text("soft", self.tr("Nothing to advise"), wrap=True))
        lines.addStretch()
        return side

    def _decide(self) -> None:
        note = self.note.edit.text()
        self.dismiss()
        self.decided.emit(note)


class VersionsSheet(Sheet):
    """Every version, the newest first, each but that with the way back to it.

    Signals:
        chosen: number of the version to put in force again; the sheet is gone then.
    """

    chosen = pyqtSignal(int)

    def __init__(self, ui: Ui, window: QWidget, versions: Sequence[Version], names: Mapping[str, str]) -> None:
        super().__init__(ui, window, QCoreApplication.translate("VersionsSheet", "Versions of the catalogue"))
        about = self.tr("Nothing is overwritten: bringing one back adds it as a new version.")
        self.head.addWidget(Text("soft", about, wrap=True))
        self.buttons: dict[int, Button] = {}
        for place, version in enumerate(versions):
            self.lines.addWidget(rule())
            self.lines.addSpacing(8)
            line = row(spacing=12)
            words = column(spacing=2)
            words.addWidget(Text("heading", self._name(version), wrap=True))
            words.addWidget(Text("small", self._about(version, names), wrap=True))
            line.addLayout(words, 1)
            if place:
                button = Button(ui.theme, "outline")
                button.say(self.tr("Bring back"))
                button.setAccessibleName(f"{self.tr('Bring back')}: {self._name(version)}")
                button.clicked.connect(lambda _=False, number=version.number: self._choose(number))
                self.buttons[version.number] = button
                line.addWidget(button)
            else:
                line.addWidget(Text("small", self.tr("In force")))
            self.lines.addLayout(line)
            self.lines.addSpacing(8)
        self.lines.addStretch()

    def _name(self, version: Version) -> str:
        if version.number == SHIPPED:
            return self.tr("As delivered")
        return self.tr("Version {number}").format(number=version.number)

    def _about(self, version: Version, names: Mapping[str, str]) -> str:
        parts = []
        if version.at is not None:
            parts.append(wording.day(version.at, self.ui.language.code))
        if version.by:
            parts.append(names.get(version.by, ""))
        if version.restored is not None:
            parts.append(self.tr("version {number} brought back").format(number=version.restored))
        parts.append(version.note)
        return "  ·  ".join(filter(None, parts))

    def _choose(self, number: int) -> None:
        self.dismiss()
        self.chosen.emit(number)
