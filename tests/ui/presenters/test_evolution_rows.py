from consultant_app.ui.presenters.evolution_rows import evolution_rows
from tests.ui.evolution_fakes import FakeEvolution, tell


def test_changes_come_first_then_the_products_order(workspace):
    tell(workspace.store)
    rows = evolution_rows(FakeEvolution(workspace.store).read("c5"), "c5-0", "c5-4", "en")
    assert [row.changed for row in rows[:3]] == [True, True, False]
    keys = [row.key for row in rows if not row.changed and row.scores]
    assert keys[:3] == ["forehead_lines", "frown_lines", "crows_feet"]
    assert not {"eye_bags", "firmness"} & {row.key for row in rows}
