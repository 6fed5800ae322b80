from PyQt6.QtGui import QImage

from consultant_app.ui.widgets.page_stack import PageStack


def picture(height: int = 300) -> QImage:
    image = QImage(200, height, QImage.Format.Format_RGB32)
    image.fill(0xFF336699)
    return image


def test_pages_keep_their_proportions_and_have_names(qtbot, ui) -> None:
    stack = PageStack(ui.theme)
    qtbot.addWidget(stack)
    stack.resize(500, 1700)
    stack.show_pages([picture(), picture(100)], ["Page 1", "Page 2"])
    stack.show()
    qtbot.waitUntil(lambda: stack.views[0].width() > 400)
    first, second = stack.views
    assert first.height() == first.heightForWidth(first.width()) == round(first.width() * 1.5)
    assert second.accessibleName() == "Page 2"
    assert stack.grab().toImage().pixelColor(250, 200).name() == "#336699"


def test_the_former_pages_go(qtbot, ui) -> None:
    stack = PageStack(ui.theme)
    qtbot.addWidget(stack)
    stack.show_pages([picture()], ["a"])
    stack.show_pages([], [])
    assert stack.views == []
    stack.resize(2000, 800)
    assert stack.wanted_width() <= 820 * stack.devicePixelRatioF()
