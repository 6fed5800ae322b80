"""One of two processes that normalise a batch together, for a test. Arguments: folder, rank."""

import sys
from pathlib import Path

import torch
from torch import distributed as dist

from consultant_app.training.learning.normalisation import SharedBatchNorm2d


def main(folder: Path, rank: int) -> None:
    torch.set_num_threads(1)
    dist.init_process_group("gloo", init_method=(folder / "meeting").as_uri(), rank=rank, world_size=2)
    case = torch.load(folder / "case.pt", weights_only=True)
    layer = SharedBatchNorm2d(case["photos"].shape[1])
    layer.load_state_dict(case["layer"])
    mine = slice(None, case["first"]) if rank == 0 else slice(case["first"], None)
    photos = case["photos"][mine].requires_grad_()
    out = layer(photos)
    (out * case["pull"][mine]).sum().backward()
    answer = {"out": out.detach(), "photos": photos.grad, "weight": layer.weight.grad, "bias": layer.bias.grad}
    torch.save(answer | {"layer": layer.state_dict()}, folder / f"answer{rank}.pt")
    dist.destroy_process_group()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
