"""Open a network that somebody answers for: signature, digest, session, and whether it gives what it promises."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from consultant_app.domain.analysis import ModelIdentity
from consultant_app.domain.errors import ModelError
from consultant_app.domain.photo import RGB
from consultant_app.inference.manifest import ModelManifest, manifest_of, verified_bytes
from consultant_app.inference.sessions import Session, Tensors, create_session, golden_crop
from consultant_app.inference.signature import signed_manifest

M = TypeVar("M", bound=ModelManifest)


@dataclass(frozen=True, eq=False)
class SignedModel(Generic[M]):
    """A verified network; asked from one thread at a time.

    Attributes:
        manifest: What belongs to its file.
        signer: Name of the trusted key that signed it.
        session: What runs it.
    """

    manifest: M
    signer: str
    session: Session

    @property
    def identity(self) -> ModelIdentity:
        """What is kept with every result."""
        return ModelIdentity(self.manifest.id, self.manifest.version, self.manifest.sha256)

    def answer(self, crop: RGB) -> Tensors:
        """All outputs for a crop uint8 [S, S, 3], S the manifest's input size."""
        return self.session.run(_feed(self.manifest, crop))


def open_model(
    folder: Path, kind: type[M], threads: int, trusted: Path | None, outputs: Callable[[M], set[str]]
) -> SignedModel[M]:
    """Load the network whose ``model.json`` lies in ``folder``.

    Args:
        folder: Holds the manifest, its signature and the ONNX file.
        kind: The manifest's form.
        threads: CPU threads for one run.
        trusted: Folder of the keys that may have signed it; the bundled one by default.
        outputs: Names that the network must give, by its manifest.

    Raises:
        ModelError: a file is missing, altered, not signed by a trusted key, or does not fit its manifest.
    """
    signed = signed_manifest(folder, trusted)
    manifest = manifest_of(signed.data, kind)
    data = verified_bytes(folder / manifest.file, manifest.sha256)
    session = create_session(data, _feed(manifest, golden_crop(manifest.input_size)), threads)
    if not outputs(manifest) <= set(session.output_names):
        raise unfit(manifest)
    return SignedModel(manifest, signed.signer, session)


def unfit(manifest: ModelManifest) -> ModelError:
    """The network answers something else than its manifest says."""
    return ModelError(f"The model {manifest.id} does not fit its description. Install the application again.")


def _feed(manifest: ModelManifest, crop: RGB) -> Tensors:
    """The input for a crop, as the manifest says."""
    values: NDArray[np.float32] = (crop.astype(np.float32) - manifest.subtract) / manifest.divide
    return {manifest.input_name: np.ascontiguousarray(values.transpose(2, 0, 1)[None], np.float32)}
