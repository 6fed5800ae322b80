import pytest

from consultant_app.domain.errors import ConsultantError, StorageError
from consultant_app.ui.presenters.catalogue import CataloguePresenter
from tests.ui.manager_fakes import FakeManagement

PRICE = 4


@pytest.fixture
def management():
    return FakeManagement()


@pytest.fixture
def presenter(management, tasks, qtbot):
    made = CataloguePresenter(management, tasks)
    made.load()
    qtbot.waitUntil(lambda: made.draft is not None)
    return made


def settled(presenter, tasks, qtbot):
    presenter.flush()
    qtbot.waitUntil(lambda: not tasks.busy)


def test_nothing_can_be_done_before_it_is_read(management, tasks, tmp_path):
    bare = CataloguePresenter(management, tasks)
    assert bare.sheet is None
    assert bare.faults == ()
    for act in (
        lambda: bare.set_cell(0, 0, "x"),
        lambda: bare.add_row(0),
        lambda: bare.remove_row(0),
        lambda: bare.import_file(tmp_path / "x.csv", "en"),
        lambda: bare.export_file(tmp_path / "x.csv", "en"),
        bare.try_out,
        lambda: bare.publish(""),
        bare.flush,
    ):
        act()
    assert not tasks.busy
    assert bare.draft is None


def test_what_is_typed_is_kept_and_judged(presenter, management, tasks, qtbot):
    presenter.set_cell(0, PRICE, presenter.sheet.cell(0, "price"))
    assert not presenter.draft.changed
    presenter.set_cell(0, PRICE, "free")
    assert presenter.checking
    settled(presenter, tasks, qtbot)
    assert management.catalogues.kept is presenter.draft.book
    assert presenter.fault_at(0, "price") is not None
    assert presenter.fault_at(1, "price") is None
    presenter.show_sheet("needs")
    assert presenter.fault_at(0, "price") is None


def test_an_answer_about_an_older_text_is_passed_over(presenter, tasks, qtbot):
    presenter.set_cell(0, PRICE, "free")
    presenter.flush()
    presenter.set_cell(0, PRICE, "46")
    qtbot.waitUntil(lambda: not tasks.busy)
    assert presenter.checking
    settled(presenter, tasks, qtbot)
    assert presenter.faults == ()


@pytest.mark.parametrize("act", ["load", "discard", "list_versions"])
def test_a_store_that_fails_is_handed_on(presenter, management, qtbot, act):
    def fail() -> None:
        raise StorageError("The disk is away.")

    management.catalogues.draft = management.catalogues.discard = management.catalogues.versions = fail
    with qtbot.waitSignal(presenter.failed):
        getattr(presenter, act)()


def test_a_trial_that_fails_leaves_the_way_open(presenter, management, tasks, qtbot):
    presenter.set_cell(0, PRICE, "51.50")
    settled(presenter, tasks, qtbot)

    def fail(_count: int) -> None:
        raise ConsultantError("The disk is away.")

    management.catalogues.past = fail
    with qtbot.waitSignal(presenter.failed):
        presenter.try_out()
    assert presenter.may_publish


def test_a_row_that_is_not_there_cannot_go(presenter):
    presenter.remove_row(-1)
    presenter.remove_row(999)
    assert not presenter.draft.changed
