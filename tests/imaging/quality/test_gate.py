import cv2
import numpy as np
import pytest

from consultant_app.domain.analysis import QualityFinding, Severity
from consultant_app.imaging.quality import LIMITS, View, assess, gate, measured
from consultant_app.texts import languages, texts


def test_a_good_photo_is_accepted(view: View) -> None:
    quality = assess(view, texts("en"))
    assert quality.accepted
    assert {finding.key for finding in quality.findings} <= {"smile", "mouth_open", "blurred", "make_up", "fringe"}


def test_what_is_measured_has_a_limit_and_each_limit_is_measured(view: View) -> None:
    assert set(measured(view)) == set(LIMITS) - {"jpeg"}


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("key", LIMITS)
def test_every_finding_can_fire_and_says_reason_and_remedy(
    key: str, language: str, view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = LIMITS[key]
    worst = (limit.warn if limit.refuse is None else limit.refuse) + (-1 if limit.low else 1)
    monkeypatch.setattr(gate, "measured", lambda _: {key: worst})
    words = texts(language)
    quality = assess(view, words)
    (finding,) = quality.findings
    assert quality.accepted == (limit.refuse is None)
    assert finding.severity is (Severity.WARN if limit.refuse is None else Severity.REFUSE)
    assert (finding.unit, finding.value) == (limit.unit, pytest.approx(worst))
    assert finding.reason_told(words) == words(f"quality.{key}")
    assert finding.remedy_told(words) == finding.remedy == words(f"remedy.{key}")
    assert finding.message == finding.told(words)


def test_a_finding_is_told_in_another_language_than_it_was_written_in(view: View) -> None:
    tiny = View(view.photo, view.points / 8, view.face, view.skin, view.geometric, view.zones)
    finding = next(f for f in assess(tiny, texts("en")).findings if f.key == "face_small")
    assert finding.told(texts("fr")).startswith("Le visage compte peu de pixels. Rapprochez-vous")
    assert finding.value < finding.limit == LIMITS["face_small"].refuse


def test_an_unknown_finding_is_told_as_it_was_written() -> None:
    new = QualityFinding("newer", Severity.WARN, 1, 2, "Odd. Do this.", "px", "Do this.")
    old = QualityFinding("older", Severity.WARN, 1, 2, "Odd. Do this.")
    assert (new.reason_told(texts("fr")), new.remedy_told(texts("fr"))) == ("Odd.", "Do this.")
    assert (old.told(texts("fr")), old.remedy_told(texts("fr"))) == ("Odd. Do this.", "")


def test_without_a_parsing_network_the_rest_is_measured(view: View) -> None:
    bare = View(view.photo, view.points, view.face, view.skin, view.geometric, view.zones)
    assert set(measured(view)) - set(measured(bare)) == {"mask", "hand", "fringe", "beard", "back_lit"}


def test_a_face_of_which_no_skin_is_seen_is_measured_all_the_same(view: View) -> None:
    nothing = np.zeros_like(view.skin)
    hidden = View(view.photo, view.points, view.face, nothing, view.geometric, view.zones, view.parts)
    found = measured(hidden)
    assert found["covered"] == 100
    assert not assess(hidden, texts("en")).accepted


def test_nothing_is_asked_of_the_photos_size(view: View) -> None:
    """The same crop on a photo four times as large: all that is read from the crop stays."""
    large = np.asarray(cv2.resize(view.photo, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), np.uint8)
    bigger = View(large, view.points * 2, view.face, view.skin, view.geometric, view.zones, view.parts)
    same = {key for key, value in measured(bigger).items() if value == pytest.approx(measured(view)[key])}
    assert same >= {"blurred", "motion", "noisy", "dim", "far", "turned", "glasses", "smoothed"}
