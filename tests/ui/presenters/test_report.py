import pytest

from consultant_app.domain.reports import Paper
from consultant_app.ui.presenters.report import ReportPresenter
from consultant_app.ui.presenters.visit import Phase, VisitPresenter
from tests.ui.made_results import NOW


@pytest.fixture
def visit(workspace, tasks, tmp_path, qtbot) -> VisitPresenter:
    presenter = VisitPresenter(workspace, tasks, now=lambda: NOW)
    presenter.analyse(workspace.store.get("c2"), tmp_path / "photo.jpg", "en")
    qtbot.waitUntil(lambda: presenter.phase is Phase.READY)
    return presenter


@pytest.fixture
def report(workspace, tasks, visit, preferences) -> ReportPresenter:
    return ReportPresenter(workspace, tasks, visit, preferences)


def settle(qtbot, tasks) -> None:
    qtbot.waitUntil(lambda: not tasks.busy)


def opened(qtbot, tasks, report) -> None:
    report.open()
    settle(qtbot, tasks)


def test_a_new_report_is_in_the_clients_language_and_as_the_counter_chose_last(
    qtbot, report, tasks, workspace, preferences
) -> None:
    preferences.report_paper, preferences.consultant, preferences.store = "letter", "Hélène", "Lyon"
    opened(qtbot, tasks, report)
    assert report.pdf is not None
    (request,) = workspace.reports.asked
    options = request.options
    assert (options.paper, options.consultant, options.store) == (Paper.LETTER, "Hélène", "Lyon")
    assert options.language == workspace.store.get("c2").details.language
    assert report.shown is None


def test_a_choice_is_remembered_and_sets_the_report_anew(qtbot, report, tasks, workspace, preferences) -> None:
    opened(qtbot, tasks, report)
    first = report.pdf
    report.choose(paper=Paper.LETTER, consultant="Anne", with_photo=False)
    settle(qtbot, tasks)
    assert report.pdf != first
    assert not workspace.reports.asked[-1].options.with_photo
    assert (preferences.report_paper, preferences.consultant) == ("letter", "Anne")


def test_what_is_handed_over_before_the_visit_is_kept_is_kept_with_it(
    qtbot, report, visit, tasks, workspace, tmp_path
) -> None:
    opened(qtbot, tasks, report)
    with qtbot.waitSignal(report.saved):
        report.save(tmp_path / "report.pdf")
    assert (tmp_path / "report.pdf").read_bytes() == report.pdf
    assert workspace.store.reports.kept == []
    visit.save()
    settle(qtbot, tasks)
    ((kept, pdf),) = workspace.store.reports.kept
    assert (kept.visit_id, pdf) == (visit.summary.id, report.pdf)


def test_a_kept_report_is_reopened_as_it_was_and_handed_over_again_it_is_no_new_one(
    qtbot, report, visit, tasks, workspace, tmp_path
) -> None:
    visit.save()
    settle(qtbot, tasks)
    workspace.store.reports.keep(visit.summary.id, b"%PDF as it was", "fr", with_photo=False)
    opened(qtbot, tasks, report)
    assert report.pdf == b"%PDF as it was"
    assert report.shown is not None
    assert report.options.language == "fr"
    assert workspace.reports.asked == []
    report.save(tmp_path / "again.pdf")
    settle(qtbot, tasks)
    assert len(workspace.store.reports.kept) == 1
    report.make()
    settle(qtbot, tasks)
    assert report.shown is None


def test_a_copy_for_the_mail_is_locked_and_what_is_kept_is_not(
    qtbot, report, visit, tasks, workspace, tmp_path
) -> None:
    visit.save()
    opened(qtbot, tasks, report)
    with qtbot.waitSignal(report.saved):
        report.save_protected(tmp_path / "mail.pdf", "quatre fleurs")
    settle(qtbot, tasks)
    assert (tmp_path / "mail.pdf").read_bytes() == b"locked " + report.pdf
    assert workspace.store.reports.kept[0][1] == report.pdf


def test_a_printed_report_is_handed_over_too(qtbot, report, visit, tasks, workspace) -> None:
    visit.save()
    opened(qtbot, tasks, report)
    printed = []
    report.hand_to(printed.append)
    settle(qtbot, tasks)
    assert printed == [report.pdf]
    assert len(workspace.store.reports.kept) == 1


def test_a_folder_that_cannot_be_written_says_so_and_nothing_is_kept(
    qtbot, report, visit, tasks, workspace, tmp_path
) -> None:
    visit.save()
    opened(qtbot, tasks, report)
    workspace.reports.unwritable = True
    with qtbot.waitSignal(report.failed) as told:
        report.save(tmp_path / "report.pdf")
    assert "another folder" in str(told.args[0])
    assert workspace.store.reports.kept == []


def test_without_a_report_there_is_nothing_to_hand_over(report, tasks, tmp_path, visit) -> None:
    report.save(tmp_path / "a.pdf")
    report.save_protected(tmp_path / "a.pdf", "x")
    report.hand_to(lambda _: None)
    visit.leave()
    report.open()
    report.make()
    assert not tasks.busy
    assert report.client_name == ""


def test_her_earlier_visits_are_told_up_to_this_one(qtbot, report, visit, tasks, workspace) -> None:
    story = workspace.evolution.read("c2")
    opened(qtbot, tasks, report)
    told = workspace.reports.asked[-1].evolution
    earlier = [each for each in story.visits if each.summary.at < NOW]
    if earlier:
        assert told is not None
        assert told.visits[:-1] == tuple(earlier)
        assert told.visits[-1].told == visit.analysis
    else:
        assert told is None
