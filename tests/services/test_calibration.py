import json
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from skimage import data as pictures

from consultant_app.domain.calibration import FEWEST, CalibrationError, CardKind, Due
from consultant_app.domain.criteria import Zone
from consultant_app.domain.photo import AnalysedPhoto, EvidenceMaps
from consultant_app.services.analysis import AnalysisService
from consultant_app.services.calibration import CalibrationService, Proposal
from tests.card_scenes import WARM, Camera, card_scene, chart_scene, room

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
CHART = WARM.photograph(chart_scene()[0])


class Clock:
    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def service(tmp_path, clock) -> CalibrationService:
    return CalibrationService(tmp_path / "calibration.json", clock)


@pytest.fixture(scope="module")
def proposal(tmp_path_factory) -> Proposal:
    scratch = CalibrationService(tmp_path_factory.mktemp("c") / "calibration.json", Clock())
    return scratch.propose(CHART, "usb", "Logi 4K Pro", CardKind.CHART)


def photo_of(rgb: np.ndarray, *, skin: bool = True) -> AnalysedPhoto:
    face = np.array([[420, 150], [540, 150], [540, 350], [420, 350]], np.float32)
    crop = np.array([[0.1, 0.0, -42.0], [0.0, 0.1, -15.0]])
    maps = EvidenceMaps({}, crop, np.ones((16, 16), bool) if skin else None)
    return AnalysedPhoto(rgb, None, maps, {Zone.FACE: face})  # type: ignore[arg-type]


def test_a_proposal_shows_what_it_would_do_and_keeps_nothing(proposal, service):
    found = proposal.calibration
    assert (found.camera_name, found.kind, found.at) == ("Logi 4K Pro", CardKind.CHART, NOW)
    assert found.delta_e_after < 1.5 < 5 < found.delta_e_before
    assert proposal.before.shape == proposal.after.shape
    assert found.background is not None
    assert service.of("usb") is None
    assert service.corrected(CHART, "usb") is CHART


def test_what_is_saved_corrects_this_camera_only_also_after_a_restart(proposal, service, tmp_path):
    service.save(proposal.calibration)
    again = CalibrationService(tmp_path / "calibration.json")
    assert again.of("usb") == proposal.calibration
    np.testing.assert_array_equal(again.corrected(CHART, "usb"), proposal.after)
    assert again.corrected(CHART, "built-in") is CHART
    again.forget("usb")
    assert CalibrationService(tmp_path / "calibration.json").of("usb") is None


def test_a_grey_card_serves_too(service):
    photo = Camera(gains=(1.3, 1.0, 0.7)).photograph(card_scene()[0])
    found = service.propose(photo, "usb", "", CardKind.GREY).calibration
    assert found.kind is CardKind.GREY
    assert found.delta_e_after < 0.1


def test_where_there_is_no_card_the_reason_is_told(service):
    with pytest.raises(CalibrationError, match="grey card"):
        service.propose(CHART, "usb", "", CardKind.GREY)


@pytest.mark.expects_log
@pytest.mark.parametrize("text", ["", "{", "[]", '{"cameras.2": []}', '{"cameras.1": [{"camera_id": "usb"}]}'])
def test_a_damaged_file_counts_as_no_calibration(tmp_path, text, caplog):
    path = tmp_path / "calibration.json"
    path.write_text(text, encoding="utf-8")
    assert CalibrationService(path).of("usb") is None
    assert "calibration" in caplog.text


@pytest.mark.expects_log
def test_a_file_edited_to_nonsense_is_not_believed(tmp_path, proposal, service, caplog):
    service.save(proposal.calibration)
    path = tmp_path / "calibration.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["cameras.1"][0]["matrix"][0][0] = 1e9
    path.write_text(json.dumps(data), encoding="utf-8")
    assert CalibrationService(path).of("usb") is None
    assert "out of range" in caplog.text


def test_a_full_disk_leaves_the_former_one_in_force(proposal, service, monkeypatch):
    service.save(proposal.calibration)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("consultant_app.services.calibration.write_atomically", full)
    with pytest.raises(CalibrationError, match="No space left"):
        service.forget("usb")
    assert service.of("usb") == proposal.calibration


def test_it_reminds_when_it_is_old(proposal, service, clock):
    assert service.due("usb") is None
    service.save(proposal.calibration)
    assert service.due("usb") is None
    clock.at += timedelta(days=31)
    assert service.due("usb") is Due.OLD


def test_it_reminds_when_the_light_behind_her_has_changed(proposal, service):
    service.save(proposal.calibration)
    same = WARM.photograph(room((540, 960)))
    other = Camera(gains=(1.0, 1.0, 1.0), mixed=0.25).photograph(room((540, 960)))
    for _ in range(FEWEST):
        service.saw(same, photo_of(same), "usb")
    assert service.due("usb") is None
    for _ in range(2 * FEWEST):
        service.saw(other, photo_of(other, skin=False), "usb")
    assert service.due("usb") is Due.DRIFTED
    service.save(proposal.calibration)
    assert service.due("usb") is None


def test_cameras_that_are_not_calibrated_are_not_watched(service):
    picture = WARM.photograph(room((540, 960)))
    service.saw(picture, photo_of(picture), "usb")
    assert service.due("usb") is None


def test_the_engine_corrects_what_a_known_camera_took_and_nothing_else(proposal, service):
    service.save(proposal.calibration)
    engine = AnalysisService(threads=1, calibrations=service)
    face = np.ascontiguousarray(pictures.astronaut())
    photo = engine.analyse_rgb(face, "camera-1", camera="usb", force=True)
    np.testing.assert_array_equal(photo.rgb, service.corrected(face, "usb"))
    assert photo.analysis.timings_ms["colour"] >= 0
    unknown = engine.analyse_rgb(face, "camera-1", camera="built-in", force=True)
    np.testing.assert_array_equal(unknown.rgb, face)
