"""The words that a client signs, as data: ``resources/consents/<version>/<language>.json``.

A version is never changed once it was shown to anybody: whoever wants other words adds the next number, and every
client is asked anew at her next visit. Former versions stay, because what was signed must be readable.
"""

import json
from dataclasses import dataclass
from functools import lru_cache

from consultant_app.domain.consent import ConsentKind
from consultant_app.files import resource


@dataclass(frozen=True, slots=True)
class ConsentTexts:
    """One version in one language.

    Attributes:
        version: Its number.
        language: Its language.
        intro: What stands above all.
        titles: Kind -> what is allowed, in a few words, as she would say it.
        about: Kind -> what that means, and what it does not.
        rights: What stands below: that and how it is taken back.
    """

    version: int
    language: str
    intro: str
    titles: dict[ConsentKind, str]
    about: dict[ConsentKind, str]
    rights: str


@lru_cache
def newest_version() -> int:
    """The version that is signed today."""
    return max(int(folder.name) for folder in resource("consents").iterdir() if folder.name.isdigit())


@lru_cache
def consent_texts(version: int, language: str) -> ConsentTexts:
    """A version in a language; in English where it has no such file.

    Raises:
        FileNotFoundError: there never was such a version.
    """
    code = language.split("_", maxsplit=1)[0].split("-", maxsplit=1)[0]
    path = resource("consents", str(version), f"{code}.json")
    if not path.exists():
        code, path = "en", resource("consents", str(version), "en.json")
    data = json.loads(path.read_text(encoding="utf-8"))
    return ConsentTexts(
        version,
        code,
        data["intro"],
        {kind: data[f"{kind}.title"] for kind in ConsentKind},
        {kind: data[f"{kind}.about"] for kind in ConsentKind},
        data["rights"],
    )
