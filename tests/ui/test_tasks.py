import threading

import pytest

from consultant_app.domain.errors import ConsultantError
from consultant_app.ui.tasks import Lane


def test_delivers_on_the_gui_thread_and_works_on_another(qtbot, tasks):
    threads = {}

    def work():
        threads["work"] = threading.current_thread()
        return 41

    def done(value):
        threads["done"] = threading.current_thread()
        threads["value"] = value + 1

    tasks.run(Lane.POOL, work, done)
    qtbot.waitUntil(lambda: "value" in threads)
    assert threads["value"] == 42
    assert threads["work"] is not threading.main_thread()
    assert threads["done"] is threading.main_thread()


@pytest.mark.parametrize("lane", [Lane.STORE, Lane.INFERENCE])
def test_serial_lanes_keep_one_thread_and_the_order(qtbot, tasks, lane):
    came, names = [], set()

    def work(number):
        names.add(threading.current_thread().name)
        return number

    for number in range(20):
        tasks.run(lane, lambda number=number: work(number), came.append)
    qtbot.waitUntil(lambda: len(came) == 20)
    assert came == list(range(20))
    assert len(names) == 1


def test_an_environment_error_goes_to_who_asked_or_to_all(qtbot, tasks):
    own, common = [], []
    tasks.failed.connect(common.append)

    def fail():
        raise ConsultantError("The disk is full.")

    tasks.run(Lane.STORE, fail, pytest.fail, own.append)
    tasks.run(Lane.STORE, fail, pytest.fail)
    qtbot.waitUntil(lambda: bool(own and common))
    assert [str(error) for error in own + common] == ["The disk is full."] * 2


def test_a_bug_reaches_the_excepthook(qtbot, tasks):
    def fail():
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        tasks.run(Lane.POOL, fail, pytest.fail)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError


def test_a_cancelled_task_tells_nobody(qtbot, tasks):
    gate = threading.Event()
    came = []
    first = tasks.run(Lane.STORE, lambda: gate.wait(10), came.append)
    second = tasks.run(Lane.STORE, lambda: came.append("ran"), came.append)
    first.cancel()
    second.cancel()
    gate.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert came == []


def test_says_when_it_is_busy(qtbot, tasks):
    heard = []
    tasks.busy_changed.connect(heard.append)
    tasks.run(Lane.POOL, lambda: None, lambda _: None)
    tasks.run(Lane.POOL, lambda: None, lambda _: None)
    assert tasks.busy
    qtbot.waitUntil(lambda: not tasks.busy)
    assert heard == [True, False]


def test_closing_waits_for_work_under_way(qapp):
    from consultant_app.ui.tasks import TaskRunner

    runner, done = TaskRunner(), threading.Event()
    runner.run(Lane.STORE, done.set, lambda _: None)
    runner.close()
    assert done.is_set()
    qapp.processEvents()


def test_muted_work_is_done_but_nobody_is_told(qtbot, tasks):
    done, told = [], []
    tasks.run(Lane.STORE, lambda: done.append("work"), told.append)
    tasks.mute()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert (done, told) == (["work"], [])
