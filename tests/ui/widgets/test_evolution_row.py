import pytest

from consultant_app.ui.presenters.evolution_rows import evolution_rows
from consultant_app.ui.widgets.evolution_row import EvolutionItem
from tests.ui.evolution_fakes import FakeEvolution, tell


@pytest.fixture
def items(qtbot, ui, workspace):
    tell(workspace.store)
    made = {}
    for row in evolution_rows(FakeEvolution(workspace.store).read("c5"), "c5-0", "c5-4", "en"):
        made[row.key] = EvolutionItem(ui.theme, row, frozenset({"c5-0", "c5-4"}))
        qtbot.addWidget(made[row.key])
    return made


def test_is_read_out_whole(items):
    assert items["redness"].accessibleName() == "Redness, improved, 41 ± 6 → 74 ± 6"
    assert items["folds"].accessibleName().endswith("not comparable, It could not be said at the later visit.")


def test_is_large_enough_to_touch(items):
    assert all(item.minimumHeight() >= 44 for item in items.values())
