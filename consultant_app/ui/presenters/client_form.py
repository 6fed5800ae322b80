"""From what is typed into the client form to a checked draft, and back."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from consultant_app.domain.clients import ClientDraft, Consent, Profile


class FormProblem(StrEnum):
    """What has to be mended before the form can be saved; the screen says it in words."""

    NAME = "name"
    BIRTH_DATE = "birth_date"
    BUDGET = "budget"


@dataclass(frozen=True, slots=True)
class FormValues:
    """The form as typed: dates as day, month, year; the budget as a number with point or comma."""

    first_name: str = ""
    last_name: str = ""
    birth_date: str = ""
    email: str = ""
    phone: str = ""
    language: str = "en"
    notes: str = ""
    consent: Consent = field(default_factory=Consent)
    allergens: str = ""
    pregnancy: bool = False
    sensitive: bool = False
    fragrance_free: bool = False
    budget: str = ""
    kept: Profile = field(default_factory=Profile)
    """What the form does not show (wishes and habits, asked for beside the routine) stays as it is."""


def values_to_json(values: FormValues) -> dict[str, Any]:
    """The form as plain values, to be kept as a draft."""
    return asdict(values)


def values_from_json(data: Mapping[str, Any]) -> FormValues:
    """The form that ``values_to_json`` was given, also after JSON made lists of its tuples."""
    kept: dict[str, Any] = {
        key: tuple(item) if isinstance(item, list) else item for key, item in data["kept"].items()
    }
    return FormValues(**{**data, "consent": Consent(**data["consent"]), "kept": Profile(**kept)})


def values_of(draft: ClientDraft) -> FormValues:
    """The form that shows ``draft``."""
    born, profile = draft.birth_date, draft.profile
    return FormValues(
        first_name=draft.first_name,
        last_name=draft.last_name,
        birth_date=f"{born:%d/%m}/{born.year:04d}" if born else "",
        email=draft.email,
        phone=draft.phone,
        language=draft.language,
        notes=draft.notes,
        consent=draft.consent,
        allergens=", ".join(profile.allergens),
        pregnancy=profile.pregnancy,
        sensitive=profile.sensitive,
        fragrance_free=profile.fragrance_free,
        budget="" if profile.budget is None else f"{profile.budget:.2f}".removesuffix(".00"),
        kept=profile,
    )


def read_form(values: FormValues, today: date) -> tuple[ClientDraft | None, frozenset[FormProblem]]:
    """The draft that the form holds, or what has to be mended (then the draft is ``None``)."""
    problems = set()
    born, budget = _date_of(values.birth_date), _amount_of(values.budget)
    if not values.first_name.strip() and not values.last_name.strip():
        problems.add(FormProblem.NAME)
    if values.birth_date.strip() and (born is None or not _plausible(born, today)):
        problems.add(FormProblem.BIRTH_DATE)
    if values.budget.strip() and budget is None:
        problems.add(FormProblem.BUDGET)
    if problems:
        return None, frozenset(problems)
    profile = replace(
        values.kept,
        allergens=_names_of(values.allergens),
        pregnancy=values.pregnancy,
        sensitive=values.sensitive,
        fragrance_free=values.fragrance_free,
        budget=budget,
    )
    draft = ClientDraft(
        first_name=values.first_name,
        last_name=values.last_name,
        birth_date=born,
        email=values.email.strip(),
        phone=values.phone.strip(),
        language=values.language,
        notes=values.notes.strip(),
        consent=values.consent,
        profile=profile,
    )
    return draft.checked(today), frozenset()


def _plausible(born: date, today: date) -> bool:
    return 0 <= (today - born).days <= 120 * 366


def _date_of(text: str) -> date | None:
    parts = re.fullmatch(r"\s*(\d{1,2})\s*[./ -]\s*(\d{1,2})\s*[./ -]\s*(\d{4})\s*", text)
    if parts is None:
        return None
    day, month, year = (int(part) for part in parts.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _amount_of(text: str) -> float | None:
    """A positive amount of at most seven digits; blanks between thousands are allowed."""
    plain = re.sub(r"[\s\u00a0\u202f]", "", text).replace(",", ".")
    if re.fullmatch(r"\d{1,7}(\.\d{1,2})?", plain) is None:
        return None
    return float(plain) or None


def _names_of(text: str) -> tuple[str, ...]:
    names = (" ".join(part.split()).upper() for part in re.split(r"[,;\n]", text))
    return tuple(dict.fromkeys(name for name in names if name))
