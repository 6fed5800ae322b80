from pathlib import Path

from tests.reliability.models import refuse_mutated


def test_every_mutated_model_is_refused(tmp_path: Path) -> None:
    assert refuse_mutated(tmp_path, 24, seed=5) == (24, 0)
