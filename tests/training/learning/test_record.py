import json
from pathlib import Path

import pytest
import torch
from filelock import FileLock

from consultant_app.domain.errors import ConsultantError
from consultant_app.training.learning.config import TrainSettings, read_settings
from consultant_app.training.learning.distributed import World
from consultant_app.training.learning.record import Record

SETTINGS = TrainSettings(steps=4)


def lines(run: Path) -> list[dict[str, float]]:
    return [json.loads(line) for line in (run / "log.jsonl").read_text().splitlines()]


def test_the_configuration_is_left_as_train_reads_it(small_set: Path, tmp_path: Path) -> None:
    with Record.opened(tmp_path / "run", SETTINGS, [small_set], World()):
        pass
    assert read_settings(TrainSettings, tmp_path / "run" / "config.toml", {}) == SETTINGS


def test_what_was_logged_after_the_last_checkpoint_is_forgotten(small_set: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    with Record.opened(run, SETTINGS, [small_set], World()) as record:
        assert record.resume() is None
        record.log(1, {"loss": 0.123456789})
        record.save(1, {"step": 1}, {"a": torch.ones(1)})
        record.log(2, {"loss": 0.1})
    with Record.opened(run, SETTINGS, [small_set], World()) as record:
        state = record.resume()
        assert state is not None
        assert state["step"] == 1
        assert [line["step"] for line in lines(run)] == [1]
        record.log(2, {"loss": 0.05})
    assert [line["loss"] for line in lines(run)] == [0.123457, 0.05]
    assert lines(run)[1]["seconds"] >= lines(run)[0]["seconds"]
    assert json.loads((run / "metrics.json").read_text())["finished"] is False


def test_two_trainings_do_not_write_into_one_folder(small_set: Path, tmp_path: Path) -> None:
    with (
        FileLock(tmp_path / "lock"),
        pytest.raises(ConsultantError, match="Another training writes"),
        Record.opened(tmp_path, SETTINGS, [small_set], World()),
    ):
        pass


def test_a_folder_that_cannot_be_is_told(small_set: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    run = tmp_path / "file" / "run"
    with (
        pytest.raises(ConsultantError, match="cannot be written"),
        Record.opened(run, SETTINGS, [small_set], World()),
    ):
        pass


def test_a_process_that_does_not_lead_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(World, "from_leader", lambda _self, _make: None)
    record = Record(tmp_path / "run", World(1, 2), 4)
    assert record.resume() is None
    record.log(1, {"loss": 1.0})
    record.save(1, {}, {})
    record.picture(1, lambda: torch.zeros(3, 4, 4))
    with record.progress(0) as bar:
        assert bar.disable
    assert not list(tmp_path.iterdir())


def test_data_that_differ_between_machines_are_refused(
    small_set: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(World, "from_leader", lambda _self, _make: {"sets": []})
    with (
        pytest.raises(ConsultantError, match="differ between the machines"),
        Record.opened(tmp_path, SETTINGS, [small_set], World(1, 2)),
    ):
        pass


def test_a_bar_stands_where_the_run_stands(tmp_path: Path) -> None:
    with Record(tmp_path, World(), 4).progress(2) as bar:
        assert (bar.total, bar.disable) == (4, True)
