"""Faults of disk, power, clock and neighbours; few in the daily run, all by ``tests.reliability.figures``."""

import pytest

from consultant_app.storage import store as store_module
from tests.reliability.made import cheap_keys


@pytest.fixture(autouse=True)
def _cheap_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "KeyRing", store_module.KeyRing)  # undone after the test
    cheap_keys()
