"""Show which learned features carry each criterion: a table and a sheet for those who work on the network.

The sheet shows licensed faces: the folder must be one that is not committed.
"""

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument("--weights", type=Path, nargs="+", required=True, help="their mean is the network")
    parser.add_argument("--holdout", type=Path, nargs="+", required=True, help="rendered sets")
    parser.add_argument("--photos", type=int, default=8, help="photos a channel")
    parser.add_argument("--out", type=Path, default=Path("out/report"))


def run(options: argparse.Namespace) -> None:
    """Write ``features.json`` and ``features.png`` and print their paths."""
    import json

    import cv2

    from consultant_app.files import write_atomically
    from consultant_app.training.data.dataset import open_set
    from consultant_app.training.evaluation.drawn import drawn_of
    from consultant_app.training.evaluation.head_features import features_sheet, head_features
    from consultant_app.training.release.weights import load_network

    network = load_network(options.weights)
    drawn = drawn_of([open_set(folder) for folder in options.holdout], most=60)
    table = head_features(network, drawn, photos=options.photos)
    written = cv2.imencode(".png", features_sheet(network, drawn, table)[..., ::-1])[1].tobytes()
    for name, data in (("features.json", json.dumps(table, indent=1).encode()), ("features.png", written)):
        write_atomically(options.out / name, data)
        print(options.out / name)
