"""Keeps every screen as it looks now: ``python -m tests.ui.renew_snapshots``, from the repository's root.

Look first at what ``tests/ui/test_snapshots.py`` left in ``out/snapshots``: a renewed picture is a look that is
meant.
"""

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QApplication

from tests.ui.snapshots import WALKS, Picture, name_of, thumbnail, walked, write


def main() -> int:
    """Walk all ways, and keep what was seen."""
    app = QApplication(sys.argv[:1])
    pictures: dict[str, Picture] = {}
    for walk in WALKS:

        def keep(screen: str, image: QImage, walk: tuple[str, str, str] = walk) -> None:
            pictures[name_of(walk, screen)] = thumbnail(image)

        walked(app, walk, keep)
    write(pictures)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
