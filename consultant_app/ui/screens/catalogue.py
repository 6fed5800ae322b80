"""The catalogue editor: sheets of products and rules, what does not hold in them, and the way into force."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QButtonGroup, QWidget

from consultant_app.services.catalogue_sheets import SHEETS
from consultant_app.ui.context import Ui
from consultant_app.ui.presenters.catalogue import CataloguePresenter
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.flow import Flow
from consultant_app.ui.widgets.layout import column, scrolled
from consultant_app.ui.widgets.sheet_table import SheetTable
from consultant_app.ui.widgets.text import Text


class CataloguePage(QWidget):
    """Draws a ``CataloguePresenter``.

    Signals:
        import_asked: a file is to be taken.
        export_asked: the sheets are to be written.
        faults_asked: everything that does not hold is to be listed.
        discard_asked: every change is to be given up.
    """

    key = "catalogue"
    import_asked = pyqtSignal()
    export_asked = pyqtSignal()
    faults_asked = pyqtSignal()
    discard_asked = pyqtSignal()

    def __init__(self, ui: Ui, presenter: CataloguePresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui, self._presenter = ui, presenter
        theme = ui.theme
        self._head, self._state = Text("title"), Text("soft", wrap=True)
        self.tabs = {name: Button(theme, "tab") for name in SHEETS}
        group = QButtonGroup(self)
        for name, tab in self.tabs.items():
            tab.setCheckable(True)
            tab.clicked.connect(lambda _=False, name=name: presenter.show_sheet(name))
            group.addButton(tab)
        self.table = SheetTable(ui, presenter.fault_at)
        self.table.cells.written.connect(presenter.set_cell)
        self.add, self.remove = Button(theme, "plain", "plus"), Button(theme, "plain", "delete")
        self.take, self.give = Button(theme, "plain"), Button(theme, "plain", "file-down")
        self.versions, self.faults = Button(theme, "plain"), Button(theme, "outline", "info")
        self.discard, self.publish = Button(theme, "outline"), Button(theme, "primary")
        self._connect()
        self._arrange()
        presenter.changed.connect(self._fill)
        ui.language.changed.connect(self.retranslate)
        self.retranslate()

    @property
    def widget(self) -> QWidget:
        """What is shown."""
        return self

    def title(self) -> str:
        """What the rail calls it."""
        return self.tr("Catalogue and rules")

    def enter(self) -> None:
        """Read the draft, unless it is being edited here."""
        if self._presenter.draft is None:
            self._presenter.load()

    def retranslate(self) -> None:
        """Write the words in the language on screen."""
        self._head.setText(self.title())
        names = {
            "products": self.tr("Products, stock and prices"),
            "settings": self.tr("Settings"),
            "needs": self.tr("Needs"),
            "conflicts": self.tr("Kept apart"),
            "exclusions": self.tr("Exclusions"),
            "sunscreen": self.tr("Sunscreen"),
            "families": self.tr("Actives"),
            "fragrance": self.tr("Fragrance"),
            "inci": self.tr("INCI names"),
        }
        for name, tab in self.tabs.items():
            tab.say(names[name])
        self.add.say(self.tr("Add a row"))
        self.remove.say(self.tr("Take the row out"))
        self.take.say(self.tr("Import"))
        self.give.say(self.tr("Export"))
        self.versions.say(self.tr("Versions"))
        self.discard.say(self.tr("Give up changes"))
        self.publish.say(self.tr("Preview and publish"))
        self._fill()

    def _connect(self) -> None:
        presenter = self._presenter
        self.add.clicked.connect(lambda: presenter.add_row(self.table.row + 1))
        self.remove.clicked.connect(lambda: presenter.remove_row(self.table.row))
        self.take.clicked.connect(self.import_asked)
        self.give.clicked.connect(self.export_asked)
        self.faults.clicked.connect(self.faults_asked)
        self.versions.clicked.connect(presenter.list_versions)
        self.discard.clicked.connect(self.discard_asked)
        self.publish.clicked.connect(presenter.try_out)

    def _arrange(self) -> None:
        sheet = QWidget()
        lines = column(sheet, margins=(28, 16, 28, 16), spacing=8)
        lines.addWidget(self._head)
        lines.addWidget(self._state)
        for parts in (tuple(self.tabs.values()), (self.add, self.remove, self.take, self.give, self.versions)):
            flow = QWidget()
            line = Flow(flow, gap=2, line_gap=0)
            for part in parts:
                line.addWidget(part)
            lines.addWidget(flow)
        lines.addWidget(self.table, 1)
        foot = QWidget()
        last = Flow(foot, gap=12, line_gap=8)
        for part in (self.publish, self.faults, self.discard):
            last.addWidget(part)
        lines.addWidget(foot)
        column(self).addWidget(scrolled(sheet))

    def _fill(self) -> None:
        presenter, draft = self._presenter, self._presenter.draft
        self.tabs[presenter.sheet_name].setChecked(True)
        self.table.setAccessibleName(self.tabs[presenter.sheet_name].accessibleName())
        self.table.put(presenter.sheet)
        count = len(presenter.faults)
        changed = draft is not None and draft.changed
        self.faults.say(self.tr("To be mended: {count}").format(count=count))
        self.faults.setVisible(count > 0)
        self.publish.setEnabled(presenter.may_publish)
        self.discard.setVisible(changed)
        self.remove.setEnabled(presenter.sheet is not None and bool(presenter.sheet.rows))
        self._state.setText(self._told())

    def _told(self) -> str:
        presenter, draft = self._presenter, self._presenter.draft
        if draft is None:
            return self.tr("Reading…")
        if presenter.trying:
            return self.tr("The last visits are derived anew…")
        if presenter.checking:
            return self.tr("Kept as it is typed. Being checked…")
        if draft.faults:
            return self.tr("It can be published once everything is mended.")
        if draft.changed:
            return self.tr("Changed, and not in force yet. Nothing is advised from it before it is published.")
        return self.tr("This is what is advised from: version {number}.").format(number=draft.based_on)
