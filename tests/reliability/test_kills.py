import sys
from pathlib import Path

import pytest

from tests.reliability.kills import kill_often

KILLS = 4


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
@pytest.mark.expects_log  # what was cut off is told in the log when it is mended
def test_nothing_acknowledged_is_lost_whenever_the_program_is_killed(tmp_path: Path) -> None:
    found = kill_often(tmp_path, KILLS, seed=11, longest_s=0.4)
    assert found.kills == KILLS
    assert found.harm == 0, found
