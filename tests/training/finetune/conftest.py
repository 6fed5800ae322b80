"""A small house: 'persons' made of the one face that may be shown, with redness that the renderer drew."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch.nn import functional as F

from consultant_app.domain.criteria import CRITERIA
from consultant_app.inference.manifest import Calibration, SkinManifest
from consultant_app.training.data.canvas import load_canvas, usable_faces
from consultant_app.training.finetune.run import Sources
from consultant_app.training.learning.network import SkinNetwork, preprocess
from consultant_app.training.render.renderer import render
from consultant_app.training.render.scene import CHANNELS, build_scene, srgb

SIDE = 160
PERSONS, TWICE = 20, 6
TOP = CRITERIA["redness"].grade_max
REDNESS = CHANNELS.index("redness")


@dataclass(frozen=True, eq=False)
class Drawn:
    """One face without and with full redness, linear light float [3, S, S]."""

    bare: torch.Tensor
    red: torch.Tensor

    def photo(self, person: int, severity: float) -> NDArray[np.uint8]:
        """The face bent and toned in a person's own way, with so much redness (0..1); every other one mirrored."""
        random = np.random.default_rng([7, person])
        tone = np.exp(random.uniform(-0.35, 0.15) * np.array([0.5, 1.0, 1.6]))[:, None, None]
        light = torch.from_numpy(tone).float() * self.bare * (self.red / self.bare) ** severity
        size = [1, 3, *light.shape[-2:]]
        bend = torch.from_numpy(random.normal(0, 0.035, (1, 2, 6, 6))).float()
        bend = F.interpolate(bend, size=size[2:], mode="bicubic").permute(0, 2, 3, 1)
        place = F.affine_grid(torch.eye(2, 3)[None], size, align_corners=False) + bend
        out = F.grid_sample(light[None], place, padding_mode="border", align_corners=False)[0]
        out = out.flip(-1) if person % 2 else out
        photo: NDArray[np.uint8] = (srgb(out) * 255).round().to(torch.uint8).permute(1, 2, 0).numpy()
        return photo


@dataclass(frozen=True, eq=False)
class SmallHouse:
    """Photographs of known redness in a folder, and what a fine-tuning starts from."""

    sources: Sources
    severities: dict[str, float]
    persons: dict[str, str]

    def table(self, bias: float, noise: float = 0.1) -> str:
        """A table of grades by two graders who call a face ``bias`` times as marked as it was drawn."""
        random = np.random.default_rng(5)
        lines = ["photo,person,criterion,zone,grade,grader"]
        for index, (name, severity) in enumerate(self.severities.items()):
            for grader in ("G1", "G2")[: 1 if index % 7 == 3 else 2]:
                grade = np.clip(TOP * bias * severity + random.normal(0, noise), 0, TOP)
                lines.append(f"{name},{self.persons[name]},redness,,{grade:.2f},{grader}")
        return "\n".join(lines) + "\n"


@contextmanager
def one_torch_thread() -> Iterator[None]:
    """For what is made once a session or module: the rule for every test comes too late there."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="session")
def drawn(face_data: Path) -> Drawn:
    points = np.load(face_data / "faces" / "landmarks.npz")
    canvas = load_canvas(face_data, usable_faces(face_data)[0], points["studio/astronaut_0"])
    with one_torch_thread():
        bare, red = (render(build_scene([canvas], [0.1], 4), {"redness": level}).light[0] for level in (0.0, 1.0))
    return Drawn(bare.clamp_min(1e-3), red.clamp_min(1e-3))


@pytest.fixture(scope="session")
def small_house(drawn: Drawn, tmp_path_factory: pytest.TempPathFactory) -> SmallHouse:
    folder = tmp_path_factory.mktemp("house")
    (folder / "photos").mkdir()
    random = np.random.default_rng(2)
    severities, persons = {}, {}
    with one_torch_thread():
        for person in range(PERSONS):
            for shot in range(2 if person < TWICE else 1):
                name = f"p{person}_{shot}.jpg"
                severities[name], persons[name] = float(random.uniform(0, 1)), f"P{person}"
                photo = drawn.photo(person, severities[name])
                cv2.imwrite(str(folder / "photos" / name), photo[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 95])
        torch.save(start_network(drawn).state_dict(), folder / "weights_start.pt")
    (folder / "model").mkdir()
    (folder / "model" / "model.json").write_text(json.dumps(start_manifest().model_dump()), encoding="utf-8")
    (folder / "grades.csv").write_text("", encoding="utf-8")
    weights = (folder / "weights_start.pt",)
    sources = Sources(folder / "grades.csv", folder / "photos", weights, folder / "model")
    return SmallHouse(sources, severities, persons)


def start_network(drawn: Drawn) -> SkinNetwork:
    """A network whose redness map answers roughly to drawn redness: its last row fitted to persons of no set."""
    torch.manual_seed(0)
    network = SkinNetwork().eval()
    network.encoder.load_imagenet()
    seen: list[torch.Tensor] = []
    hook = network.out.register_forward_hook(lambda _, features, __: seen.append(features[0].mean((2, 3))))
    known = [(100 + index, level) for index in range(4) for level in (0.05, 0.35, 0.65, 0.95)]
    with torch.no_grad():
        for person, level in known:
            crop = cv2.resize(drawn.photo(person, level), (SIDE, SIDE), interpolation=cv2.INTER_AREA)
            network(preprocess(torch.from_numpy(crop).permute(2, 0, 1)[None]))
        hook.remove()
        features = torch.cat([torch.cat(seen), torch.ones(len(seen), 1)], dim=1).double()
        wanted = torch.logit(torch.tensor([level for _, level in known])).double()
        ridge = 1e-3 * torch.eye(features.shape[1]).double()
        row = torch.linalg.solve(features.T @ features + ridge, features.T @ wanted).float()
        network.out.weight[REDNESS, :, 0, 0] = row[:-1]
        network.out.bias[REDNESS] = row[-1]  # type: ignore[index]
    return network


def start_manifest() -> SkinManifest:
    """A manifest with a straight curve for redness."""
    straight = Calibration(
        channel="redness", evidence=(0.0, 1.0), grade=(0.0, float(TOP)), error_grade=(0.0,), error=(0.5,),
        smallest_scale=0.5, mdc95=5.0,
    )  # fmt: skip
    return SkinManifest(
        id="skin-evidence",
        version="0.1.0",
        file="skin.onnx",
        sha256="0" * 64,
        input_name="image",
        output_name="evidence",
        variance_name="log_variance",
        input_size=640,
        subtract=127.0,
        divide=128.0,
        channels=CHANNELS,
        calibrations={"redness": straight},
        overall_weights={"redness": 1.0},
        licence="",
        training_data={"truth": "rendered"},
        metrics={"rendered_holdout": {"redness": {"r": 0.9}, "pores": {"r": 0.8}}},
    )
