import numpy as np
import pytest
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
