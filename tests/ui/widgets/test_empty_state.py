from consultant_app.ui.widgets.empty_state import EmptyState, Sign


def test_says_what_is_missing_and_what_to_do(qtbot, ui):
    state = EmptyState(ui.theme)
    qtbot.addWidget(state)
    state.show()
    state.say("No client yet", "Welcome the first one.", "New client")
    assert (state.accessibleName(), state.accessibleDescription()) == ("No client yet", "Welcome the first one.")
    assert state.button.isVisible()
    state.say("No client of this name")
    assert not state.button.isVisible()
    assert not state._about.isVisible()


def test_the_sign_is_the_brands_in_its_accent(qtbot, ui):
    sign = Sign(ui.theme)
    qtbot.addWidget(sign)
    colours = {sign.grab().toImage().pixelColor(x, 36).name() for x in range(72)}
    assert ui.theme.tokens.accent.lower() in colours or len(colours) > 2
    before = sign.grab().toImage()
    ui.theme.set_dark(dark=True)
    assert sign.grab().toImage() != before
