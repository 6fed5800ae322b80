"""What a look at a photo, or a past visit, brings onto the screen at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from consultant_app.domain.analysis import Analysis, FaceView
from consultant_app.domain.clients import VisitSummary
from consultant_app.domain.drafts import VisitDraft
from consultant_app.domain.explanation import Explanation
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.domain.routine import Routine
from consultant_app.services.explanation import explain_all
from consultant_app.services.series import SideReading
from consultant_app.ui.presenters.display import DisplayPhoto, display_photo


@dataclass(frozen=True, eq=False)
class Outcome:
    """Made on the thread that looked; what follows from the photo is worked out there.

    Attributes:
        analysis, routine: What is said and advised.
        photo: With its side views; ``None`` of a visit whose photo was not kept.
        saved: Of a kept visit.
        note: Kept with it.
        readings: Side views that were just added.
        draft: Where a draft is gone on with.
        displays: Each photo at the size of the screen.
        explanations: Criterion key -> why it has its score.
    """

    analysis: Analysis
    routine: Routine
    photo: AnalysedPhoto | None
    saved: VisitSummary | None = None
    note: str = ""
    readings: Mapping[FaceView, SideReading] = field(default_factory=dict)
    draft: VisitDraft | None = None

    displays: dict[FaceView, DisplayPhoto] = field(init=False)
    explanations: dict[str, Explanation] = field(init=False)

    def __post_init__(self) -> None:
        """Do what takes time here, on the thread that looked."""
        photo = self.photo
        shown = {} if photo is None else {view: display_photo(photo.seen_from(view)) for view in photo.views}
        object.__setattr__(self, "displays", shown)
        object.__setattr__(self, "explanations", {} if photo is None else explain_all(photo))


def with_marks(routine: Routine, before: Routine) -> Routine:
    """``routine`` with what was noted and bought of the products that it keeps from ``before``."""
    known = {item.product.id: item for item in before.recommendations}
    return replace(
        routine,
        recommendations=tuple(
            replace(item, bought=known[item.product.id].bought, note=known[item.product.id].note)
            if item.product.id in known
            else item
            for item in routine.recommendations
        ),
    )
