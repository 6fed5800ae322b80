import pytest

from consultant_app.domain.analysis import FaceView
from consultant_app.domain.criteria import Zone
from consultant_app.ui.widgets.side_offer import SideOffer


@pytest.fixture
def offer(qtbot, ui):
    made = SideOffer(ui)
    qtbot.addWidget(made)
    return made


def test_it_names_what_is_not_seen_and_marks_the_side_that_shows_it(offer, ui):
    offer.say((Zone.CHEEK_LEFT, Zone.CROWS_FEET_LEFT), ())
    assert "left cheek" in offer.about.text()
    assert offer.buttons[FaceView.LEFT].text() == "Left side"
    ui.language.choose("fr")
    offer.say((Zone.CHEEK_LEFT,), (FaceView.LEFT,))
    assert "joue gauche" in offer.about.text()
    assert "Côté gauche" in offer.buttons[FaceView.LEFT].text()
    assert offer.buttons[FaceView.LEFT].text() != "Côté gauche"
    assert offer.buttons[FaceView.RIGHT].text() == "Côté droit"


def test_nothing_hidden_is_said_too(offer):
    offer.say((), ())
    assert "All zones are seen" in offer.about.text()


@pytest.mark.parametrize("view", [FaceView.LEFT, FaceView.RIGHT])
def test_a_button_asks_for_its_side(qtbot, offer, view):
    with qtbot.waitSignal(offer.asked) as heard:
        offer.buttons[view].click()
    assert heard.args == [view]
