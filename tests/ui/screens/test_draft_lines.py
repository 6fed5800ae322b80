from datetime import UTC, datetime

import pytest
from PyQt6.QtWidgets import QWidget

from consultant_app.domain.drafts import DraftKind, DraftSummary
from consultant_app.ui.screens.draft_lines import add_draft_lines, draft_since, draft_title
from consultant_app.ui.widgets.draft_line import DraftLine
from consultant_app.ui.widgets.layout import column

AT = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "client", "name", "said"),
    [
        (DraftKind.VISIT, "c", "Zoé Roy", "Go on with the visit of Zoé Roy"),
        (DraftKind.FORM, "c", "Zoé Roy", "Go on with the details of Zoé Roy"),
        (DraftKind.FORM, None, "Zo", "Go on with the new client Zo"),
        (DraftKind.FORM, None, "", "Go on with the new client"),
    ],
)
def test_says_what_is_gone_on_with(ui, kind, client, name, said):
    shown = DraftSummary("d", kind, client, name, AT)
    assert draft_title(shown) == said
    assert draft_since(shown, "en").startswith("Not saved yet, begun on 23 November 2026 at ")
    ui.language.choose("fr")
    assert draft_title(shown).startswith("Reprendre")


def test_each_line_answers_for_its_own(qtbot, ui):
    page = QWidget()
    qtbot.addWidget(page)
    heard = []
    pending = [DraftSummary(key, DraftKind.VISIT, "c", key, AT) for key in ("a", "b")]
    add_draft_lines(
        column(page), ui, pending, lambda d: heard.append(("on", d.id)), lambda d: heard.append(("off", d.id))
    )
    first, second = page.findChildren(DraftLine)
    second.resumed.emit()
    first.discarded.emit()
    assert heard == [("on", "b"), ("off", "a")]
