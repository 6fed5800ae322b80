"""Finding a client as one types: accents, case, hyphens and apostrophes do not count."""

import unicodedata

_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "’": "", "'": ""})


def folded(text: str) -> str:
    """Lower-case words without accents, joined by single spaces: ``Zoë O’Hœck-Roy`` gives ``zoe ohoeck roy``."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in kept).split())


def index_of(first_name: str, last_name: str, email: str, phone: str) -> str:
    """What is kept to be searched: every word after a space, so that a query finds beginnings of words."""
    digits = "".join(letter for letter in phone if letter.isdigit())
    return " " + folded(f"{first_name} {last_name} {email} {phone} {digits}")


def queries(text: str) -> list[str]:
    """The strings that an index must all hold to match a typed text."""
    return [f" {word}" for word in folded(text).split()]
