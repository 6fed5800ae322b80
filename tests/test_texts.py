import json
import string

import pytest

from consultant_app.files import resource
from consultant_app.texts import Texts, languages, texts

_ENGLISH = texts("en")


def _fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def _sentences(language: str) -> dict[str, str]:
    return json.loads(resource("texts", f"{language}.json").read_text(encoding="utf-8"))


def test_english_and_french_are_there_and_english_comes_first():
    assert languages()[0] == "en"
    assert "fr" in languages()


@pytest.mark.parametrize("language", languages())
def test_every_language_says_the_same_things(language):
    assert texts(language).keys() == _ENGLISH.keys()


@pytest.mark.parametrize("language", languages())
def test_every_sentence_takes_the_same_values(language):
    english, other = _sentences("en"), _sentences(language)
    differing = {key for key in english.keys() & other.keys() if _fields(english[key]) != _fields(other[key])}
    assert not differing
    assert all(name.isidentifier() for sentence in other.values() for name in _fields(sentence))


@pytest.mark.parametrize("language", languages())
def test_no_sentence_is_empty_or_given_twice(language):
    pairs = json.loads(
        resource("texts", f"{language}.json").read_text(encoding="utf-8"), object_pairs_hook=lambda pairs: pairs
    )
    keys = [key for key, _ in pairs]
    assert len(keys) == len(set(keys))
    assert all(sentence.strip() for _, sentence in pairs)


@pytest.mark.parametrize(
    ("asked", "given"), [("fr", "fr"), ("fr_CA", "fr"), ("fr-BE", "fr"), ("en_GB", "en"), ("xx", "en"), ("", "en")]
)
def test_a_region_falls_back_to_its_language_and_the_unknown_to_english(asked, given):
    assert texts(asked).language == given


def test_values_are_filled_in_and_an_unknown_key_is_an_error():
    spoken = Texts("en", {"plain": "100 % {sic}", "filled": "{count} of {total}"})
    assert spoken("filled", count=2, total=3) == "2 of 3"
    assert spoken("plain") == "100 % {sic}"
    assert "plain" in spoken
    with pytest.raises(KeyError):
        spoken("no.such.key")
