from pathlib import Path

import pytest

from consultant_app.domain.errors import StorageError
from consultant_app.storage.faults import Faults
from consultant_app.storage.store_lock import hold


def test_one_at_a_time(tmp_path: Path, faults: Faults) -> None:
    lock = hold(tmp_path, faults)
    with pytest.raises(StorageError, match="already open"):
        hold(tmp_path, faults)
    lock.release()
    hold(tmp_path, faults).release()
