"""No screen looks otherwise than it was meant to."""

import sys

import numpy as np
import pytest
from PyQt6.QtGui import QImage

from tests.ui.snapshots import KEPT, SPARED, WALKS, grabbed, leave, name_of, read, thumbnail, unlike, walked

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"),
    reason="other systems draw letters otherwise: one of them judges",
)


@pytest.mark.usefixtures("closed_door")
@pytest.mark.parametrize("walk", WALKS, ids="-".join)
def test_every_screen_looks_as_it_did(qapp, walk):
    kept = {name: picture for name, picture in read().items() if name.startswith("/".join(walk))}
    seen, changed = set(), []

    def look(screen: str, image: QImage) -> None:
        name = name_of(walk, screen)
        seen.add(name)
        expected = kept.get(name)
        if expected is None or unlike(expected, thumbnail(image)) > SPARED:
            leave(name, expected, image)
            changed.append(name)

    walked(qapp, walk, look)
    gone = sorted(set(kept) - seen)
    assert not changed, f"see out/snapshots; where it is meant, python -m tests.ui.renew_snapshots: {changed}"
    assert not gone, f"no longer shown; python -m tests.ui.renew_snapshots: {gone}"


def test_what_is_kept_stays_small_and_is_not_empty():
    assert KEPT.stat().st_size < 1_000_000
    pictures = read()
    assert len(pictures) > 4 * 30
    assert all(np.ptp(picture) > 40 for picture in pictures.values())


def test_a_small_change_would_be_found_and_none_is_none(window, tmp_path, monkeypatch):
    window.resize(1368, 768)
    # A cursor blinks.
    window.rooms.clients_screen.search.clearFocus()
    before = thumbnail(grabbed(window))
    again = grabbed(window)
    assert unlike(before, thumbnail(again)) == 0
    window.settings_button.hide()
    after = grabbed(window)
    assert unlike(before, thumbnail(after)) >= 1
    window.rooms.clients_screen.new_button.hide()
    after = grabbed(window)
    assert unlike(before, thumbnail(after)) > SPARED
    monkeypatch.setattr("tests.ui.snapshots.LEFT", tmp_path / "left")
    leave("house/light/en/1-clients", before, after)
    assert sorted(path.name.rsplit("-", 1)[1] for path in (tmp_path / "left").iterdir()) == [
        "actual.png",
        "difference.png",
        "expected.png",
    ]
    assert QImage(str(next((tmp_path / "left").glob("*difference.png")))).width() == 1368
