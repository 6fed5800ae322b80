# ruff: noqa: S311 - chance that can be repeated is what is wanted here
import random
from pathlib import Path

from tests.reliability.disk import Step, after_power_cut
from tests.reliability.power import cut_often, record

CUTS = 15


def test_no_acknowledged_save_is_lost_and_nothing_is_corrupt(tmp_path: Path) -> None:
    work = record(tmp_path, visits=4)
    kinds = {step.kind for step in work.steps}
    assert {"write", "sync", "truncate", "file", "ack"} <= kinds
    found = cut_often(work, tmp_path, CUTS, seed=7)
    assert found.cuts == CUTS
    assert found.acknowledged > 0
    assert found.harm == 0, found


def test_the_replay_can_tell_a_disk_that_lies(tmp_path: Path) -> None:
    """A disk that never syncs loses something, or the test above would prove nothing."""
    work = record(tmp_path, visits=4)
    work.steps[:] = [step for step in work.steps if step.kind != "sync"]
    assert cut_often(work, tmp_path, CUTS, seed=7).harm > 0


def test_what_was_synced_survives_and_the_rest_may_be_torn(tmp_path: Path) -> None:
    base = tmp_path / "base"
    base.mkdir()
    steps = [
        Step("write", "a.db", 0, b"1" * 1024),
        Step("sync", "a.db"),
        Step("write", "a.db", 0, b"2" * 1024),
        Step("write", "a.db", 1024, b"3" * 1024),
    ]
    seen = set()
    for seed in range(40):
        place = tmp_path / str(seed)
        after_power_cut(base, place, steps, 4, random.Random(seed))
        content = (place / "a.db").read_bytes()
        assert len(content) >= 1024
        seen.add((content[:512], content[512:1024], content[1024:]))
    firsts = {first[:1] + second[:1] for first, second, _ in seen}
    assert firsts == {b"11", b"22", b"21"}
    assert len({rest for _, _, rest in seen}) == 3
