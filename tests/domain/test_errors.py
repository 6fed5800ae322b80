import re
from pathlib import Path

import pytest

import consultant_app
from consultant_app.domain.errors import ConsultantError, PhotoError
from consultant_app.texts import languages, texts


def raised_keys() -> set[str]:
    """Every key with which the program says that a photo cannot be used."""
    sources = Path(consultant_app.__file__).parent.rglob("*.py")
    return {
        key for path in sources for key in re.findall(r'PhotoError\("(\w+)"', path.read_text(encoding="utf-8"))
    }


def test_every_reason_has_words_in_every_language() -> None:
    keys = raised_keys()
    assert len(keys) >= 8
    for language in languages():
        assert all(f"photo.{key}" in texts(language) for key in keys)


def test_a_photo_error_speaks_the_persons_language() -> None:
    error = PhotoError("unreadable", file="face.jpg")
    assert "cannot be read" in str(error)
    assert error.told("en") == str(error)
    assert "face.jpg ne peut pas être lu" in error.told("fr")
    assert ConsultantError("as it stands").told("fr") == "as it stands"


def test_a_reason_without_words_is_a_bug() -> None:
    with pytest.raises(KeyError):
        PhotoError("no_such_reason")
