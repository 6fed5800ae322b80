from consultant_app.ui.widgets.logo import Logo


def test_the_wordmark_is_drawn_and_follows_the_theme(qtbot, ui):
    logo = Logo(ui.theme, 15)
    qtbot.addWidget(logo)
    light = logo.grab().toImage()
    ui.theme.set_dark(dark=True)
    assert logo.grab().toImage() != light
    assert logo.width() > 5 * logo.height()
    assert logo.accessibleName() == ui.theme.brand.name
