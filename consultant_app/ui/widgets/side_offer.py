"""The offer, never a demand, to add photos of the sides: what they could show, and a button a side."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QSizePolicy, QWidget

from consultant_app.domain.analysis import SIDE_VIEWS, FaceView
from consultant_app.domain.criteria import Zone
from consultant_app.ui.context import Ui
from consultant_app.ui.widgets.buttons import Button
from consultant_app.ui.widgets.flow import Flow
from consultant_app.ui.widgets.layout import column
from consultant_app.ui.widgets.text import Text


class SideOffer(QWidget):
    """Says what is not seen, and offers the views that may show it.

    Signals:
        asked: the view (``FaceView``) that is to be added.
    """

    asked = pyqtSignal(object)

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui = ui
        self.about = Text("soft", wrap=True)
        self.buttons = {view: Button(ui.theme, "outline", "camera") for view in SIDE_VIEWS}
        lines = column(self, margins=(14, 18, 14, 0), spacing=10)
        lines.addWidget(self.about)
        choice = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        choice.setSizePolicy(policy)
        flow = Flow(choice, gap=10, line_gap=8)
        for view, button in self.buttons.items():
            button.clicked.connect(lambda _=False, view=view: self.asked.emit(view))
            flow.addWidget(button)
        lines.addWidget(choice)

    def say(self, hidden: tuple[Zone, ...], taken: tuple[FaceView, ...]) -> None:
        """Write it in the language on screen.

        Args:
            hidden: Zones that no photo shows.
            taken: Side views that were added; each can be taken again.
        """
        words = self._ui.language.words
        names = ", ".join(words(f"zone.{zone}") for zone in hidden)
        self.about.setText(
            self.tr("Not seen so far: {zones}. A photo of the side may show more.").format(zones=names)
            if hidden
            else self.tr(
                "All zones are seen. Photos of the sides can be added; they change no score that is there."
            )
        )
        for view, button in self.buttons.items():
            name = words(f"view.{view}")
            button.say(self.tr("{view}, again").format(view=name) if view in taken else name)
