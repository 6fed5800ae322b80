from pathlib import Path

import numpy as np
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from skimage import data

from consultant_app.domain.photo import RGB
from consultant_app.files import resource
from consultant_app.inference.face_finder import FaceFinder


@pytest.fixture(scope="session")
def astronaut() -> RGB:
    return np.ascontiguousarray(data.astronaut(), np.uint8)


@pytest.fixture(scope="session")
def finder() -> FaceFinder:
    return FaceFinder(resource("models", "face"), threads=1)


@pytest.fixture
def trusted(tmp_path: Path) -> Path:
    """A folder of trusted keys that holds the tests' own: the private half is ``bytes(range(32))``."""
    folder = tmp_path / "trusted"
    folder.mkdir()
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    (folder / "house.pub").write_bytes(
        key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )
    return folder
