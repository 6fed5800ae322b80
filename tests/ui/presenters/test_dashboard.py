import pytest

from consultant_app.domain.errors import ConsultantError
from consultant_app.ui.presenters.dashboard import DashboardPresenter
from tests.ui.manager_fakes import FakeManagement


@pytest.fixture
def presenter(tasks):
    return DashboardPresenter(FakeManagement(), tasks)


def test_only_the_last_question_is_answered(presenter, qtbot):
    presenter.load(30)
    presenter.load(90)
    assert presenter.loading
    qtbot.waitUntil(lambda: not presenter.loading)
    assert (presenter.shown.end - presenter.shown.start).days == 89
    assert presenter.concern == presenter.concerns[0][0]


def test_what_may_not_be_said_comes_last(presenter, qtbot):
    assert presenter.concerns == []
    presenter.load()
    qtbot.waitUntil(lambda: not presenter.loading)
    shares = [share for _, share in presenter.concerns]
    known = [share for share in shares if share is not None]
    assert shares == sorted(known, reverse=True) + [None] * (len(shares) - len(known))


def test_a_refusal_is_handed_on(presenter, qtbot):
    presenter._management.problem = ConsultantError("Ask a manager.")
    with qtbot.waitSignal(presenter.failed):
        presenter.load()
    assert not presenter.loading


def test_nothing_is_written_before_there_is_anything(presenter, tmp_path):
    presenter.export(tmp_path / "x.csv", "en")
    assert list(tmp_path.iterdir()) == []
