"""The product's own words (criteria, zones, words, findings, reasons) in every language, as data.

``resources/texts/<language>.json`` maps a dotted key to a sentence with ``{named}`` values. A language is added by
adding a file. Words that belong to one screen only live in Qt's catalogues instead.
"""

import json
from collections.abc import Mapping
from functools import lru_cache

from consultant_app.files import resource


class Texts:
    """The sentences of one language."""

    def __init__(self, language: str, sentences: dict[str, str]) -> None:
        self.language = language
        self._sentences = sentences

    def __call__(self, key: str, /, **values: object) -> str:
        """The sentence for ``key`` with its values filled in.

        Raises:
            KeyError: the language file lacks the key; the tests hold all languages to the same keys.
        """
        sentence = self._sentences[key]
        return sentence.format(**values) if values else sentence

    def __contains__(self, key: str) -> bool:
        return key in self._sentences

    def keys(self) -> set[str]:
        """All keys of this language."""
        return set(self._sentences)


def languages() -> tuple[str, ...]:
    """Codes of the languages that have a file, English first."""
    found = sorted(path.stem for path in resource("texts").glob("*.json"))
    return tuple(sorted(found, key=lambda code: (code != "en", code)))


_house: dict[str, Mapping[str, str]] = {}
"""What the house of this process says in its own way; one process serves one house."""


def speak_for(house: Mapping[str, Mapping[str, str]]) -> None:
    """Let the house's own sentences take the place of the product's, from now on.

    Args:
        house: Language code -> key -> sentence, as a checked brand has them; none to undo it.
    """
    if _house != house:
        _house.clear()
        _house.update(house)
        texts.cache_clear()


def bundled_texts(code: str) -> dict[str, str]:
    """The product's own sentences in a language that has a file."""
    sentences: dict[str, str] = json.loads(resource("texts", f"{code}.json").read_text(encoding="utf-8"))
    return sentences


@lru_cache
def texts(language: str) -> Texts:
    """The sentences of a language; a region falls back to its language, an unknown language to English."""
    known = languages()
    code = language if language in known else language.split("_", maxsplit=1)[0].split("-", maxsplit=1)[0]
    code = code if code in known else "en"
    return Texts(code, {**bundled_texts(code), **_house.get(code, {})})
