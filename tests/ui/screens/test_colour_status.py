from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from consultant_app.domain.calibration import CardKind, CounterCalibration, Due
from consultant_app.ui.screens.colour_status import ColourStatus

IDENTITY = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
AT = datetime(2026, 11, 3, 12, tzinfo=UTC)


@dataclass
class Page:
    known: CounterCalibration | None = None
    due: Due | None = None
    capture: SimpleNamespace = field(default_factory=lambda: SimpleNamespace(live=True))
    started: int = 0

    def start(self) -> None:
        self.started += 1

    def forget(self) -> None:
        self.known = None


@pytest.fixture
def page():
    return Page()


@pytest.fixture
def status(qtbot, ui, page):
    made = ColourStatus(ui, page)
    qtbot.addWidget(made)
    made.show_state()
    return made


def test_an_unknown_camera_is_offered_to_be_calibrated(status, page):
    assert status.calibrate_button.text() == "Calibrate colours"
    assert status.forget_button.isHidden()
    status.calibrate_button.click()
    assert page.started == 1
    page.capture.live = False
    status.show_state()
    assert not status.calibrate_button.isEnabled()


def test_a_known_one_tells_day_and_error_in_the_language(status, page, ui):
    page.known, page.due = CounterCalibration("a", "A", AT, CardKind.CHART, IDENTITY, 7.25, 1.04, (0, 0)), Due.OLD
    ui.language.choose("fr")
    status.show_state()
    assert "3 novembre 2026" in status.about.text()
    assert "7,2 avant, 1,0 après" in status.about.text()
    assert not status.reminder.isHidden()
    status.forget_button.click()
    assert page.known is None
