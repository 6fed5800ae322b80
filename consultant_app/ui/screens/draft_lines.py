"""What waits to be ended, as lines: the same on the first screen and on the client's page."""

from collections.abc import Callable

from PyQt6.QtCore import QCoreApplication
from PyQt6.QtWidgets import QVBoxLayout

from consultant_app.domain.drafts import DraftKind, DraftSummary
from consultant_app.ui.context import Ui
from consultant_app.ui.presenters import wording
from consultant_app.ui.widgets.draft_line import DraftLine


def draft_title(shown: DraftSummary) -> str:
    """What touching the line does."""
    translate = QCoreApplication.translate
    if shown.kind is DraftKind.VISIT:
        return translate("DraftLines", "Go on with the visit of {name}").format(name=shown.display_name)
    if shown.client_id is not None:
        return translate("DraftLines", "Go on with the details of {name}").format(name=shown.display_name)
    if shown.display_name:
        return translate("DraftLines", "Go on with the new client {name}").format(name=shown.display_name)
    return translate("DraftLines", "Go on with the new client")


def draft_since(shown: DraftSummary, language: str) -> str:
    """When it was begun."""
    return QCoreApplication.translate("DraftLines", "Not saved yet, begun on {day} at {hour}").format(
        day=wording.day(shown.started_at, language), hour=wording.hour(shown.started_at, language)
    )


def add_draft_lines(
    lines: QVBoxLayout,
    ui: Ui,
    pending: list[DraftSummary],
    chosen: Callable[[DraftSummary], None],
    discarded: Callable[[DraftSummary], None],
) -> None:
    """Add a line for each of ``pending``."""
    for shown in pending:
        line = DraftLine(ui.theme, draft_title(shown), draft_since(shown, ui.language.code))
        line.resumed.connect(lambda shown=shown: chosen(shown))
        line.discarded.connect(lambda shown=shown: discarded(shown))
        lines.addWidget(line)
        lines.addSpacing(8)
