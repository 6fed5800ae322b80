import pytest

from consultant_app.services.explanation import explain_all
from consultant_app.ui.presenters.criteria import groups_of
from consultant_app.ui.widgets.criterion_row import CriterionItem
from consultant_app.ui.widgets.score_line import ScoreLine
from consultant_app.ui.widgets.text import Text


@pytest.fixture
def groups(workspace):
    return groups_of(workspace.store.kept[0].analysis, "en")


def words(item):
    return [label.text() for label in item.findChildren(Text)]


def test_a_row_says_all_in_one_breath(qtbot, ui, groups):
    item = CriterionItem(ui, groups.priorities[0])
    qtbot.addWidget(item)
    assert item.head.accessibleName() == "Redness: 47 ± 6, priority"
    assert words(item) == ["Redness", "priority", "47 ± 6"]
    assert not item.opened


def test_unfolding_shows_what_stands_behind_it(qtbot, ui, groups):
    item = CriterionItem(ui, groups.priorities[0])
    qtbot.addWidget(item)
    item.unfold(opened=True)
    assert item.opened
    assert "7.57 a* above your own skin" in words(item)
    assert "Left cheek" in words(item)
    assert len(item.findChildren(ScoreLine)) == 1 + len(groups.priorities[0].zones)
    item.unfold(opened=False)
    assert not item._details.isVisibleTo(item)


def test_unfolding_explains_where_the_photo_is_at_hand(qtbot, ui, workspace):
    photo = workspace.store.kept[0].photo
    shown = groups_of(photo.analysis, "en", explain_all(photo), photo).priorities[0]
    item = CriterionItem(ui, shown)
    qtbot.addWidget(item)
    item.show()
    item.unfold(opened=True)
    assert shown.sentence in words(item)
    assert "What each zone contributes" in words(item)
    first = item.close_ups.buttons[0]
    with qtbot.waitSignal(item.place_chosen) as heard:
        first.click()
    assert heard.args == [shown.close_ups[0]]
    item.unfold(opened=False)
    assert not first.isChecked()


def test_what_cannot_be_said_shows_its_reason_and_no_number(qtbot, ui, groups):
    item = CriterionItem(ui, groups.unsaid[0])
    qtbot.addWidget(item)
    item.unfold(opened=True)
    assert groups.unsaid[0].reason in words(item)
    assert not any("±" in text for text in words(item))
    assert item.head.accessibleName().endswith("cannot say")


def test_a_touch_names_the_criterion(qtbot, ui, groups):
    item = CriterionItem(ui, groups.strengths[0])
    qtbot.addWidget(item)
    with qtbot.waitSignal(item.touched) as heard:
        item.head.touched.emit()
    assert heard.args == [groups.strengths[0].key]
