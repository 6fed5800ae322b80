"""The house's rules as data: which visible need asks for which active, and what must not go together.

Two files say everything, so that the house can read and change it without a programmer: ``ingredients.json``
(active families with their INCI names, and the fragrance names) and ``rules.json`` (needs, conflicts, exclusions,
sunscreen). Their shape is checked here; whether they agree with the products, in ``rules_check``.
"""

import json
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from consultant_app.domain.criteria import Zone

GOOD_SCORE = 70
"""From here on a score is good (``domain.scoring.word_of``): nothing is advised at or above it."""

LANGUAGES = ("en", "fr")
"""Languages in which every text of the catalogue must exist; others may be added."""

RULES_FILE = "rules.json"
INGREDIENTS_FILE = "ingredients.json"

_Model = TypeVar("_Model", bound=BaseModel)


def _in_every_language(texts: dict[str, str]) -> dict[str, str]:
    missing = [code for code in LANGUAGES if not texts.get(code, "").strip()]
    if missing:
        raise ValueError(f"write the text in {' and '.join(missing)} too")
    return texts


Localised = Annotated[dict[str, str], AfterValidator(_in_every_language)]
"""Language code -> text, complete in ``LANGUAGES``."""

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Weight = Annotated[float, Field(gt=0, lt=1)]
"""How much of a need an active family is credited with: 0..1, both excluded. The scale: ADR 0004."""


class _Entry(BaseModel):
    """A misspelt field is an error, never ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Rule(_Entry):
    """What every rule carries: a key, why it exists in words fit for the client, and where that is known from."""

    id: Key
    rationale: Localised
    source: str = Field(min_length=3)


class NeedRule(Rule):
    """Families that serve a criterion once its score lies under ``below`` (at most ``GOOD_SCORE``).

    With ``zones`` the rule speaks only where one of them scores under ``below`` too.
    """

    criteria: tuple[str, ...] = Field(min_length=1)
    below: int = Field(gt=0, le=GOOD_SCORE)
    zones: tuple[Zone, ...] = ()
    families: dict[str, Weight] = Field(min_length=1)


class Scope(StrEnum):
    """How far apart two families are kept."""

    SAME_TIME = "same_time"
    """Never in the same morning or the same evening."""
    ROUTINE = "routine"
    """Never as two products of one routine."""


class ConflictRule(Rule):
    """Two products, one with a family of ``first``, the other with one of ``second``, are kept apart."""

    first: tuple[str, ...] = Field(min_length=1)
    second: tuple[str, ...] = Field(min_length=1)
    scope: Scope


class Circumstance(StrEnum):
    """What about a client rules a family out."""

    PREGNANCY = "pregnancy"
    SENSITIVE = "sensitive"
    MINOR = "minor"


class ExclusionRule(Rule):
    """Families that are never advised in this circumstance."""

    when: Circumstance
    families: tuple[str, ...] = Field(min_length=1)


class SunscreenRule(Rule):
    """Families that are advised only together with a product of the family ``shield``, used in the morning."""

    families: tuple[str, ...] = Field(min_length=1)
    shield: str


class Family(_Entry):
    """A family of actives: its name, the INCI names that prove it, and whether it belongs to the evening."""

    name: Localised
    inci: tuple[str, ...] = Field(min_length=1)
    evening_only: bool = False


class Ingredients(_Entry):
    """``ingredients.json``: families by key; ``fragrance`` names fragrance and fragrance allergens, upper case."""

    families: dict[str, Family] = Field(min_length=1)
    fragrance: frozenset[str] = Field(min_length=1)


class RuleBook(_Entry):
    """``rules.json``.

    Attributes:
        products_at_most: Products in a routine, 1..5.
        least_gain: The share of need (0..1) that a product must add to be worth advising.
        needs: What asks for what.
        conflicts: What is kept apart.
        exclusions: What is never advised to whom.
        sunscreen: What needs a sunscreen beside it.
    """

    products_at_most: int = Field(ge=1, le=5)
    least_gain: float = Field(gt=0, lt=1)
    needs: tuple[NeedRule, ...] = Field(min_length=1)
    conflicts: tuple[ConflictRule, ...] = ()
    exclusions: tuple[ExclusionRule, ...] = ()
    sunscreen: SunscreenRule

    def all_rules(self) -> Iterator[Rule]:
        """Every rule of every kind, in the order of the file."""
        yield from self.needs
        yield from self.conflicts
        yield from self.exclusions
        yield self.sunscreen

    def watched_families(self) -> frozenset[str]:
        """Families that a rule about products beside each other speaks of: conflicts and sunscreen."""
        pairs = (family for rule in self.conflicts for family in (*rule.first, *rule.second))
        return frozenset({*self.sunscreen.families, *pairs})


class RuleSet(_Entry):
    """Both files together: all that the engine knows besides the products."""

    ingredients: Ingredients
    book: RuleBook

    def rule(self, rule_id: str) -> Rule:
        """The rule of this id.

        Raises:
            KeyError: there is none.
        """
        for rule in self.book.all_rules():
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)


class _RepeatedKeyError(ValueError):
    """JSON lets a key appear twice and keeps the last one: an edit that silently undoes another."""


def _unique_pairs(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key, value in pairs:
        if key in out:
            raise _RepeatedKeyError(key)
        out[key] = value
    return out


def parse_ingredients(raw: bytes, findings: list[str]) -> Ingredients | None:
    """``ingredients.json`` from its bytes; if unfit, ``None`` and at least one line added to ``findings``."""
    return _parse(Ingredients, INGREDIENTS_FILE, raw, findings)


def parse_rules(raw: bytes, findings: list[str]) -> RuleBook | None:
    """``rules.json`` from its bytes; if unfit, ``None`` and at least one line added to ``findings``."""
    return _parse(RuleBook, RULES_FILE, raw, findings)


def _parse(kind: type[_Model], file: str, raw: bytes, findings: list[str]) -> _Model | None:
    try:
        data = json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_unique_pairs)
        return kind.model_validate(data)
    except UnicodeDecodeError:
        findings.append(f"{file}: the file is not UTF-8 text. Save it as UTF-8.")
    except _RepeatedKeyError as error:
        findings.append(f"{file}: the key “{error}” stands twice in one entry. Keep one of the two.")
    except json.JSONDecodeError as error:
        findings.append(
            f"{file}, row {error.lineno}, column {error.colno}: {error.msg}. Mend the punctuation just before it."
        )
    except RecursionError:
        findings.append(f"{file}: entries are nested too deeply. Restore the file as delivered.")
    except ValidationError as error:
        findings += [_finding(file, data, item["loc"], item["msg"]) for item in error.errors()]
    return None


def _finding(file: str, data: object, loc: tuple[int | str, ...], message: str) -> str:
    """One line: where (section, entry counted from 1 with its id, field) and what is asked for."""
    where, here = [file], data
    for step in loc:
        here = _at(here, step)
        if isinstance(step, int):
            name = _at(here, "id")
            where.append(f"entry {step + 1}" + (f" ({name})" if name else ""))
        else:
            where.append(step)
    return ", ".join(where) + f": {message.removeprefix('Value error, ')}."


def _at(data: object, step: int | str) -> object:
    """The value at one step of a path; ``None`` where there is none."""
    if isinstance(data, dict):
        return data.get(step)
    return data[step] if isinstance(data, list) and isinstance(step, int) and step < len(data) else None
