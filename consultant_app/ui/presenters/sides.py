"""What three-quarter photos could still show of a face."""

from consultant_app.domain.analysis import SIDE_VIEWS, Analysis, FaceView, State
from consultant_app.domain.criteria import Zone


def hidden_zones(analysis: Analysis) -> tuple[Zone, ...]:
    """The zones that no photo of the visit shows, so that a criterion could not be read there."""
    hidden = {
        zone.key
        for result in analysis.criteria
        for zone in result.zones
        if zone.grade is None and (result.state is State.OK or result.reason == "reason.zone_hidden")
    }
    return tuple(zone for zone in Zone if zone in hidden and zone not in (Zone.FACE, Zone.JAW_LINE))


def worth_taking(zones: tuple[Zone, ...]) -> tuple[FaceView, ...]:
    """The side views that may show some of these zones; a zone of the middle shows in either."""
    return tuple(
        view
        for view in SIDE_VIEWS
        if any(not zone.endswith(("_left", "_right")) or zone.endswith(f"_{view}") for zone in zones)
    )
