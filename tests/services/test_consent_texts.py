"""A version that was shown to clients is never changed: its files are held to what they were."""

import hashlib

import pytest

from consultant_app.files import resource
from consultant_app.services.consent_texts import newest_version

_SHOWN = {
    "1/en.json": "0de87079f617e0aa",
    "1/fr.json": "592313d42835c1ea",
}
"""Add a line for every new file; never change one: clients signed these very words."""


@pytest.mark.parametrize("name", _SHOWN)
def test_what_was_signed_is_never_rewritten(name):
    assert hashlib.sha256(resource("consents", name).read_bytes()).hexdigest()[:16] == _SHOWN[name]


def test_every_file_is_held():
    folder = resource("consents")
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*.json")} == set(_SHOWN)
    assert newest_version() == max(int(name.split("/", maxsplit=1)[0]) for name in _SHOWN)
