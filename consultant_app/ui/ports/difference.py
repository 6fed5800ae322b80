"""What “see the difference” asks of the editor."""

from collections.abc import Mapping
from typing import Protocol

from consultant_app.domain.illustration import Illustration
from consultant_app.domain.photo import RGB, AnalysedPhoto


class SimulationPort(Protocol):
    """One photo under the sliders; composes on the thread that moves them."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The criteria that can be set on this photo."""
        ...

    @property
    def settings(self) -> dict[str, float]:
        """Criterion -> -1..1."""
        ...

    @property
    def before(self) -> RGB:
        """The photo at the size of the screen."""
        ...

    @property
    def image(self) -> RGB:
        """The picture as set: always the same array, of the same size."""
        ...

    def set_all(self, settings: Mapping[str, float]) -> None:
        """Move all sliders at once."""
        ...

    def improve_priorities(self) -> None:
        """Show the priorities improved."""
        ...

    def reset(self) -> None:
        """Show the photo as it was taken."""
        ...

    def illustration(self, settings: Mapping[str, float] | None = None) -> Illustration:
        """The picture at the photo's own size; slow, any thread."""
        ...


class Simulations(Protocol):
    """Opens simulations; slow, on the inference lane."""

    def open(self, photo: AnalysedPhoto, longest: int | None = None) -> SimulationPort:
        """Decompose a photo, to be shown with at most ``longest`` pixels a side."""
        ...
