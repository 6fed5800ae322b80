from dataclasses import replace

from consultant_app.domain.analysis import RawMeasure, State
from consultant_app.domain.criteria import Zone
from consultant_app.domain.explanation import Explanation, ZoneShare


def test_nothing_is_seen_where_the_score_is_whole_or_excellent_without_a_pixel_that_counts() -> None:
    share = (ZoneShare(Zone.NOSE, 1.0),)
    seen = Explanation("pores", State.OK, None, 92, RawMeasure(1.0, "% area"), share, area_share=0.01)
    assert not seen.nothing_seen
    assert replace(seen, area_share=0.0).nothing_seen
    assert not replace(seen, area_share=0.0, score=70).nothing_seen
    assert replace(seen, score=100).nothing_seen
    assert replace(seen, shares=()).nothing_seen
    assert not replace(seen, score=None, state=State.CANNOT_SAY).nothing_seen
