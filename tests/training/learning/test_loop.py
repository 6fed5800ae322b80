import errno
import json
import os
import shutil
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest
import torch
from torch import Tensor

from consultant_app.domain.errors import ConsultantError
from consultant_app.training.data.dataset import open_set
from consultant_app.training.learning import batches, checkpoint, objective
from consultant_app.training.learning.config import TrainSettings
from consultant_app.training.learning.distributed import World
from consultant_app.training.learning.learner import Learner
from consultant_app.training.learning.loop import normalised
from consultant_app.training.learning.network import SkinNetwork
from consultant_app.training.learning.objective import Term, Weights
from consultant_app.training.learning.skin_task import scales_of, train

SETTINGS = TrainSettings(steps=6, batch=2, crop=64, save_every=2, log_every=1, seed=5)
_PROCESS = Path(__file__).with_name("training_process.py")
_ENVIRONMENT = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": str(Path(__file__).parents[3])}


@pytest.fixture(scope="module")
def whole(small_set: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run that nothing disturbed."""
    run = tmp_path_factory.mktemp("runs") / "whole"
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    train([small_set], run, SETTINGS)
    torch.set_num_threads(threads)
    return run


def fresh_network() -> SkinNetwork:
    network = SkinNetwork()
    network.encoder.load_imagenet()
    return network


def weights(run: Path, step: int = 6) -> dict[str, Tensor]:
    return checkpoint.load(run / f"weights_{step:06d}.pt")


def log(run: Path) -> list[dict[str, float]]:
    lines = [json.loads(line) for line in (run / "log.jsonl").read_text().splitlines()]
    return [{name: value for name, value in line.items() if name != "seconds"} for line in lines]


def assert_identical(first: Path, second: Path) -> None:
    one, other = (checkpoint.load(run / "last.pt") for run in (first, second))
    assert one["step"] == other["step"]
    assert all(torch.equal(value, other["network"][name]) for name, value in one["network"].items())
    mean = weights(second)
    assert all(torch.equal(value, mean[name]) for name, value in weights(first).items())
    assert log(first) == log(second)


def started(small_set: Path, run: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    return finished([str(_PROCESS), str(small_set), str(run), SETTINGS.model_dump_json(), *options])


def finished(arguments: list[str]) -> "subprocess.CompletedProcess[str]":
    """Wait for a process of ours, however busy the machine; one that hangs is asked to end, and ends its own."""
    command = [sys.executable, *arguments]
    with subprocess.Popen(command, env=_ENVIRONMENT, stderr=subprocess.PIPE, text=True) as process:
        try:
            _, error = process.communicate(timeout=1800)
        except subprocess.TimeoutExpired:
            process.terminate()
            _, error = process.communicate()
    return subprocess.CompletedProcess(command, process.returncode, stderr=error)


def test_a_run_that_was_killed_at_any_step_goes_on_as_if_it_had_not_been(
    small_set: Path, whole: Path, tmp_path: Path
) -> None:
    cut = tmp_path / "cut"
    # After step 3, whose checkpoint is of step 2; then in the middle of the file last.pt of step 4 (behind the log
    # as trimmed and weights_000004.pt).
    for death in ("step:3", "write:3"):
        killed = started(small_set, cut, death)
        assert killed.returncode < 0, killed.stderr
        assert checkpoint.load(cut / "last.pt")["step"] == 2
    # What a kill in the middle of a line leaves.
    with (cut / "log.jsonl").open("a") as file:
        file.write('{"step": 4, "lo')
    train([small_set], cut, SETTINGS)
    assert_identical(whole, cut)
    starts = [json.loads(line)["step"] for line in (cut / "starts.jsonl").read_text().splitlines()]
    assert starts == [0, 2, 2]


def test_a_run_leaves_what_is_needed_to_repeat_it(whole: Path, small_set: Path) -> None:
    assert [line["step"] for line in log(whole)] == [1, 2, 3, 4, 5, 6]
    assert {"loss", "norm", "rate", *Weights.__slots__} < set(log(whole)[0])
    metrics = json.loads((whole / "metrics.json").read_text())
    assert metrics["finished"]
    assert metrics["last"]["loss"] > 0
    record = json.loads((whole / "settings.json").read_text())
    assert record["settings"]["seed"] == 5
    assert record["sets"][0]["sha256"] == json.loads((small_set / "manifest.json").read_text())["sha256"]
    assert "torch" in json.loads((whole / "starts.jsonl").read_text())["libraries"]
    assert list((whole / "tensorboard").iterdir())
    before = (whole / "last.pt").read_bytes()
    train([small_set], whole, SETTINGS)
    assert (whole / "last.pt").read_bytes() == before


def test_two_processes_give_what_one_gives(
    small_set: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = SETTINGS.model_copy(update={"batch": 3, "steps": 4})
    torchrun = ["-m", "torch.distributed.run", "--standalone", "--local-addr=127.0.0.1", "--nproc-per-node=2"]
    options = [str(small_set), str(tmp_path / "two"), settings.model_dump_json(), "never:0", "float32"]
    done = finished([*torchrun, str(_PROCESS), *options])
    assert done.returncode == 0, done.stderr
    monkeypatch.setattr(torch, "autocast", lambda *_: nullcontext())
    train([small_set], tmp_path / "one", settings)
    for one, two in zip(log(tmp_path / "one"), log(tmp_path / "two"), strict=True):
        # The gradient's norm adds up every weight's rounding.
        assert two == pytest.approx(one, rel=1e-3)
    torch.manual_seed(settings.seed)
    start = Learner.fresh(fresh_network(), settings, torch.device("cpu")).network.state_dict()
    one, two = (checkpoint.load(tmp_path / run / "last.pt")["network"] for run in ("one", "two"))
    moved = sum((one[name] - start[name]).float().square().sum() for name in start)
    apart = sum((one[name] - two[name]).float().square().sum() for name in start)
    assert (apart / moved).sqrt() < 1e-4


def test_a_full_disk_leaves_the_last_good_checkpoint(
    small_set: Path, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, save = tmp_path / "run", checkpoint.save

    def full(path: Path, state: dict[str, object]) -> None:
        if state.get("step") == 4:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        save(path, state)

    with monkeypatch.context() as patch:
        patch.setattr(checkpoint, "save", full)
        with pytest.raises(ConsultantError, match=r"disk is full.*start the same command again"):
            train([small_set], run, SETTINGS)
    assert checkpoint.load(run / "last.pt")["step"] == 2
    train([small_set], run, SETTINGS)
    assert_identical(whole, run)


def test_another_configuration_or_other_data_are_refused(small_set: Path, whole: Path, tmp_path: Path) -> None:
    other = SETTINGS.model_copy(update={"rate": 1e-3, "weights": Weights(evidence=2.0)})
    with pytest.raises(ConsultantError, match=r"rate: was 0.002, now 0.001\n  weights.evidence: was 1.0, now 2.0"):
        train([small_set], whole, other)
    changed = tmp_path / "changed"
    shutil.copytree(small_set, changed)
    manifest = json.loads((changed / "manifest.json").read_text())
    (changed / "manifest.json").write_text(json.dumps(manifest | {"seed": 8}))
    with pytest.raises(ConsultantError, match=r"rendered sets are not the same.*\n.*another --run"):
        train([changed], whole, SETTINGS)


def test_a_training_that_diverges_keeps_its_last_good_checkpoint(
    small_set: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow = Learner.follow

    def diverged(self: Learner, loss: Tensor) -> Tensor:
        return follow(self, loss * float("nan") if self.step == 3 else loss)

    monkeypatch.setattr(Learner, "follow", diverged)
    with pytest.raises(ConsultantError, match="diverged"):
        train([small_set], tmp_path / "run", SETTINGS.model_copy(update={"log_every": 50}))
    assert checkpoint.load(tmp_path / "run" / "last.pt")["step"] == 2


def test_who_watches_is_told_of_every_checkpoint_and_may_end_the_training(small_set: Path, tmp_path: Path) -> None:
    class EnoughError(Exception):
        pass

    def watch(step: int, weights: Path) -> None:
        assert weights.exists()
        if step == 4:
            raise EnoughError

    with pytest.raises(EnoughError):
        train([small_set], tmp_path / "run", SETTINGS, watch)
    assert checkpoint.load(tmp_path / "run" / "last.pt")["step"] == 4


def test_one_batch_can_be_learned_by_heart(small_set: Path) -> None:
    settings = TrainSettings(steps=10000, batch=1, crop=64, rate=4e-3, seed=2)
    sets = [open_set(small_set)]
    batch = batches.draw(sets, settings, 0, range(1))
    torch.manual_seed(0)
    learner = Learner.fresh(fresh_network(), settings, torch.device("cpu"))
    learner.network.train()
    first = last = 0.0
    for step in range(40):
        terms = objective.terms(learner.network, batch, scales_of(sets), settings.weights)
        parts = normalised(terms, World())
        last = parts["evidence"].item()
        first = first if step else last
        learner.follow(torch.stack(list(parts.values())).sum())
    assert last < 0.3 * first


def test_terms_are_normalised_by_what_all_their_items_weigh() -> None:
    terms = {
        "a": Term(torch.tensor(6.0), torch.tensor(3.0), 0.5),
        "b": Term(torch.tensor(0.0), torch.tensor(0.0), 9.0),
    }
    assert {name: value.item() for name, value in normalised(terms, World()).items()} == {"a": 1.0, "b": 0.0}


def test_rare_attributes_weigh_more(small_set: Path) -> None:
    rarity = scales_of([open_set(small_set)]).rarity
    assert rarity.min() >= 0.5
    assert rarity.max() <= 6
