"""Which skin of a face can be seen: by the mesh, the colour, and the parsing network where one is installed."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.photo import Map
from consultant_app.files import resource
from consultant_app.imaging.alignment import AlignedFace
from consultant_app.imaging.skin import geometric_skin_mask, skin_coloured
from consultant_app.imaging.visibility import visible_skin
from consultant_app.inference.signature import installed
from consultant_app.inference.skin_parser import SkinParser


@dataclass(frozen=True, eq=False)
class Seen:
    """What can be seen of a face.

    Attributes:
        skin: Visible skin of the aligned crop, bool [S, S].
        expected: Skin that the mesh expects, bool [S, S].
        parts: Probability of each class of the parsing network, float32 [M, M]; empty where none is installed.
    """

    skin: NDArray[np.bool_]
    expected: NDArray[np.bool_]
    parts: Mapping[str, Map]


class VisibleSkin:
    """Answers for one face at a time; from one thread at a time.

    Colour alone does not see frames, beards or fringes of a skin-like brown; the network alone could lose skin
    that is unlike what it has learned. What either rejects is not scored: to say nothing of a patch of skin is
    better than to score a beard.
    """

    def __init__(self, models: Path | None = None, threads: int = 2, trusted: Path | None = None) -> None:
        """Load the network, if there is one.

        Args:
            models: Folder with ``parsing/``; the bundled one by default.
            threads: CPU threads for one run.
            trusted: Folder of the keys that may have signed it; the bundled one by default.

        Raises:
            ModelError: it is there, but damaged, altered or not signed by a trusted key.
        """
        folder = (models or resource("models")) / "parsing"
        self._parser = SkinParser(folder, threads, trusted) if installed(folder) else None

    def __call__(self, face: AlignedFace) -> NDArray[np.bool_]:
        """Visible skin of an aligned crop, bool [S, S]."""
        return self.seen(face).skin

    def seen(self, face: AlignedFace) -> Seen:
        """Visible skin of an aligned crop, and what was taken for what."""
        expected = geometric_skin_mask(face.points, face.rgb.shape[0]) > 0
        skin = skin_coloured(face.rgb, expected)
        if self._parser is None:
            return Seen(skin, expected, {})
        parts = self._parser.parse(face.rgb)
        return Seen(skin & visible_skin(expected, parts), expected, parts)
