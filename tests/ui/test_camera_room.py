from consultant_app.ui.widgets.toast import Toast


def test_the_sheet_takes_the_camera_and_gives_it_back(qtbot, window, ui, cameras):
    rooms, room = window.rooms, window.camera_room
    rooms.clients_screen.chosen.emit("c2")
    qtbot.waitUntil(lambda: rooms.here is rooms.client_screen)
    rooms.take_photo()
    qtbot.waitUntil(lambda: rooms.capture.live)
    window._show_camera()
    assert rooms.capture.camera.info is None
    qtbot.waitUntil(lambda: room.presenter.capture.live)
    assert [source.running for source in cameras.sources] == [False, True]
    room.sheet.dismiss()
    assert room.sheet is None
    qtbot.waitUntil(lambda: rooms.capture.live)
    assert [source.running for source in cameras.sources] == [False, False, True]
    qtbot.waitUntil(lambda: not ui.tasks.busy)


def test_what_the_page_releases_is_no_visit(qtbot, window, workspace, ui):
    window._show_camera()
    qtbot.waitUntil(lambda: window.camera_room.presenter.capture.live)
    window.camera_room.presenter.capture.release()
    qtbot.waitUntil(lambda: not ui.tasks.busy)
    assert workspace.analysis.calls == []


def test_the_guide_goes_where_the_person_wants_it(qtbot, window, chosen, ui):
    window._show_camera()
    room = window.camera_room
    room.sheet.print_button.click()
    toast = window.findChild(Toast)
    qtbot.waitUntil(toast.isVisible)
    assert chosen["report"].read_text() == "%PDF en"
    toast.hide()
    chosen["report"] = None
    room.sheet.print_button.click()
    qtbot.waitUntil(lambda: not ui.tasks.busy)
    assert not toast.isVisible()


def test_closing_the_window_lets_go_of_the_camera(qtbot, window, cameras):
    window._show_camera()
    qtbot.waitUntil(lambda: window.camera_room.presenter.capture.live)
    window.close()
    assert not any(source.running for source in cameras.sources)
    assert window.camera_room.sheet is None
