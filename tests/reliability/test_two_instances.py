import subprocess
import sys
from pathlib import Path

import pytest

from consultant_app.domain.errors import StorageError
from tests.reliability.made import add_clients, open_made, save, visits_hold

_ROOT = Path(__file__).resolve().parent.parent.parent
_OTHER = """
import sys
from pathlib import Path
from tests.reliability.made import cheap_keys, open_made
cheap_keys()
store = open_made(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


def test_a_second_program_is_told_and_can_open_when_the_first_dies(tmp_path: Path) -> None:
    store = open_made(tmp_path / "store")
    add_clients(store)
    kept = {save(store, 0): 0}
    store.close()
    command = [sys.executable, "-c", _OTHER, str(tmp_path / "store")]
    with subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(StorageError, match="already open"):
            open_made(tmp_path / "store")
        other.kill()
    again = open_made(tmp_path / "store")
    assert visits_hold(again, kept) == []
    again.close()
