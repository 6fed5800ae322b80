from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from consultant_app.inference.skin_model import Evidence
from consultant_app.training.data.dataset import Fact
from consultant_app.training.evaluation import measure as subject
from consultant_app.training.evaluation.measure import Sources
from consultant_app.training.render.scene import CHANNELS

MODEL = SimpleNamespace(
    manifest=SimpleNamespace(
        id="m", version="1", sha256="ab", input_size=640, channels=CHANNELS[:3], calibrations={"pores": None}
    ),
    provider=SimpleNamespace(provider="CPUExecutionProvider"),
)


def rendered(count: int) -> SimpleNamespace:
    kinds = ("absolute", "increment")
    facts = [Fact(f"p{i}", kinds[i % 2], (2.0, 2.0), 30.0, None) for i in range(count)]
    return SimpleNamespace(
        photos=np.full((count, 2, 640, 640, 3), 9, np.uint8),
        truth=np.arange(len(CHANNELS), dtype=np.uint8)[None, :, None, None].repeat(count, 0) + np.zeros(
            (1, 1, 160, 160), np.uint8
        ),
        skin=np.full((count, 160, 160), 255, np.uint8),
        zones=np.zeros((count, 160, 160), np.uint16),
        facts=facts,
        digests={"truth": "cd"},
    )  # fmt: skip


def test_the_maps_of_all_photographs_are_stacked_in_the_order_of_the_channels() -> None:
    drawn = SimpleNamespace(photos=np.zeros((4, 640, 640, 3), np.uint8), channels=CHANNELS[:3])
    maps = {name: np.full((160, 160), place, np.float32) for place, name in enumerate(CHANNELS)}
    seen = subject.evidence_of(SimpleNamespace(look=lambda _: Evidence(maps, maps)), drawn)  # type: ignore[arg-type]
    assert seen.shape == (4, 3, 160, 160)
    assert seen[0, :, 0, 0].tolist() == [0, 1, 2]


def test_sets_are_told_by_name_and_digest_not_by_place() -> None:
    sources = Sources(Path("m"), [Path("/somewhere/hold_a")], Path("d"), None, [], None, 10, 7)
    told = subject.about_data(sources, [rendered(6)])  # type: ignore[list-item]
    assert told["sets"] == [{"name": "hold_a", "pairs": 6, "sha256_truth": "cd"}]
    assert told["absolute_pairs"] == 3
    assert "somewhere" not in str(told)


def test_the_model_says_what_it_leaves_unsaid() -> None:
    told = subject.about_model(MODEL)  # type: ignore[arg-type]
    assert told["scored"] == ["pores"]
    assert "firmness" in told["not_scored"]
    assert "radiance" not in told["not_scored"]


@pytest.mark.parametrize("graded", [None, Path("graded")])
def test_parts_without_material_are_missing(monkeypatch: pytest.MonkeyPatch, graded: Path | None) -> None:
    def stands_in(name: str) -> Any:
        return lambda *_, **__: {"part": name}

    for name in ("portraits", "real_skin", "baseline_agreement", "cost", "guarded", "increments"):
        monkeypatch.setattr(subject, name, stands_in(name))
    monkeypatch.setattr(
        subject, "repeatability", lambda *_: {"single": {"part": "one"}, "burst": {"part": "three"}}
    )
    for name in ("collect", "load_canvases"):
        monkeypatch.setattr(subject, name, lambda *_: [])
    monkeypatch.setattr(subject, "VisibleSkin", lambda: SimpleNamespace(seen=None))
    monkeypatch.setattr(subject, "open_set", lambda _: rendered(2))
    monkeypatch.setattr(subject, "evidence_of", lambda *_: None)
    said: list[str] = []
    sources = Sources(Path("m"), [Path("a")], Path("d"), graded, [], None, 10, 7)
    figures = subject.measure(SimpleNamespace(), MODEL, sources, said.append)  # type: ignore[arg-type]
    assert ("real_skin" in figures) == (graded is not None)
    assert "explanation" not in figures
    assert "editing" not in figures
    assert figures["repeatability"] == {
        "rendered": {}, "untouched": {"part": "one"}, "burst": {"part": "three"}
    }  # fmt: skip
    assert figures["counter"] == {"part": "guarded"}
    assert figures["increments"] == {"part": "increments"}
    assert len(said) == 7 + (graded is not None)
