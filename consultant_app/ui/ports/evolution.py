"""What the evolution asks: the story, two visits side by side, scoring anew."""

from collections.abc import Callable, Sequence
from typing import Protocol

from consultant_app.domain.box import Box
from consultant_app.domain.evolution import Evolution
from consultant_app.domain.photo import RGB
from consultant_app.services.evolution import Rescored


class PairPort(Protocol):
    """Two visits' photos in one frame and one light; any thread."""

    before: RGB
    after: RGB
    face: Box
    keys: tuple[str, ...]

    @property
    def matched(self) -> bool:
        """Whether the later photo could be brought into the light of the earlier."""
        ...

    def map_of(self, key: str) -> RGB:
        """The later photo without its colour, with what came and what went; slow."""
        ...


class EvolutionPort(Protocol):
    """What changed from visit to visit."""

    def read(self, client_id: str) -> Evolution:
        """A client's story; on the store's lane."""
        ...

    def compare(self, before_id: str, after_id: str) -> PairPort | None:
        """Two visits' photos; ``None`` where one was not kept. Slow, on the inference lane."""
        ...

    def rescore(
        self,
        visit_ids: Sequence[str],
        progress: Callable[[int, int], None],
        wanted: Callable[[], bool],
    ) -> Rescored:
        """Score kept photos by the model in use. Slow, on the inference lane."""
        ...
