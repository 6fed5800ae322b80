from dataclasses import replace

from consultant_app.domain.analysis import FaceView, State
from consultant_app.domain.criteria import Zone
from consultant_app.ui.presenters.sides import hidden_zones, worth_taking
from tests.ui.made_results import hidden_zone, made_photo, with_side


def test_what_was_not_seen_is_named_once_in_the_order_of_the_face():
    photo = made_photo()
    assert hidden_zones(photo.analysis) == ()
    for key, zone in (("redness", Zone.CHEEK_LEFT), ("pores", Zone.CHEEK_LEFT), ("blemishes", Zone.FOREHEAD)):
        photo = hidden_zone(photo, key, zone)
    assert hidden_zones(photo.analysis) == (Zone.FOREHEAD, Zone.CHEEK_LEFT)
    seen = with_side(hidden_zone(made_photo(), "redness", Zone.CHEEK_LEFT), FaceView.LEFT, "side.jpg")
    assert hidden_zones(seen.analysis) == ()


def test_what_is_not_said_for_another_reason_hides_nothing():
    analysis = made_photo().analysis
    result = analysis.criterion("pores")
    unsaid = replace(
        result,
        state=State.CANNOT_SAY,
        reason="reason.too_coarse",
        zones=tuple(replace(zone, grade=None) for zone in result.zones),
    )
    criteria = tuple(unsaid if each is result else each for each in analysis.criteria)
    assert hidden_zones(replace(analysis, criteria=criteria)) == ()


def test_a_zone_of_one_side_asks_for_that_side_and_one_of_the_middle_for_either():
    assert worth_taking(()) == ()
    assert worth_taking((Zone.CHEEK_LEFT, Zone.MOUTH_LEFT)) == (FaceView.LEFT,)
    assert worth_taking((Zone.CROWS_FEET_RIGHT,)) == (FaceView.RIGHT,)
    assert worth_taking((Zone.FOREHEAD,)) == (FaceView.LEFT, FaceView.RIGHT)
