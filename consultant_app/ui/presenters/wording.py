"""Numbers, dates and names as a person of a given language reads them."""

from datetime import date, datetime

from babel.dates import format_date, format_time
from babel.numbers import format_currency, format_decimal

from consultant_app.texts import texts


def day(at: datetime | date, language: str) -> str:
    """A day in words, e.g. ``23 November 2026``; a time is taken to the counter's own zone first."""
    local = at.astimezone().date() if isinstance(at, datetime) else at
    pattern = "d MMMM y" if language.startswith("en") else "long"
    return format_date(local, pattern, locale=language)


def short_day(at: datetime, language: str) -> str:
    """A day where space is short, e.g. ``23 Nov 2026``, in the counter's own zone."""
    pattern = "d MMM y" if language.startswith("en") else "medium"
    return format_date(at.astimezone().date(), pattern, locale=language)


def hour(at: datetime, language: str) -> str:
    """Hour and minute in the counter's own zone."""
    return format_time(at.astimezone(), "HH:mm", locale=language)


def score(value: int, plus_minus: int | None) -> str:
    """A score with its +/-, e.g. ``72 ± 6``."""
    return f"{value}" if plus_minus is None else f"{value} ± {plus_minus}"


def one_decimal(value: float, language: str) -> str:
    """A measured value with one decimal."""
    return format_decimal(value, format="0.0", locale=language)


def price(amount: float, currency: str, language: str) -> str:
    """A price; cents only where there are any."""
    whole = float(amount).is_integer()
    written = format_currency(amount, currency, locale=language)
    if not whole:
        return written
    return written.replace(".00", "").replace(",00", "")


def sentence(text: str) -> str:
    """The text with its first letter raised, for words that may stand alone or within a sentence."""
    return text[:1].upper() + text[1:]


def zone_name(key: str, language: str) -> str:
    """A zone's name, as it stands alone."""
    return sentence(texts(language)(f"zone.{key}"))
