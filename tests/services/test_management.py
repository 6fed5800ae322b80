from types import SimpleNamespace

from consultant_app.services.calibration import CalibrationService
from consultant_app.services.management import Management
from consultant_app.services.recommendation import load_recommendations
from tests.services.test_statistics import CARD


def test_brings_store_model_and_cameras_together(session, tmp_path):
    session.catalogues.serve(load_recommendations())
    calibrations = CalibrationService(tmp_path / "calibration.json")
    management = Management(session, SimpleNamespace(card=CARD), calibrations)
    shown = management.dashboard(30)
    assert shown.model_version == CARD.model.version
    assert shown.cameras == ()
    management.export(tmp_path / "figures.json", shown, "en")
    assert (tmp_path / "figures.json").exists()
    assert management.names() == {}
    assert management.catalogues.draft().faults == ()
    management.statistics.refused(("dim",), "")
    assert management.dashboard(30).refusals.rows == ("", "all")
