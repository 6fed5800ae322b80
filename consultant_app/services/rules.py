"""The house's rules as data: which visible need asks for which active, and what must not go together.

Two files say everything, so that the house can read and change it without a programmer: ``ingredients.json``
(active families with their INCI names, and the fragrance names) and ``rules.json`` (needs, conflicts, exclusions,
sunscreen). Their shape is checked here; whether they agree with the products, in ``rules_check``.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Self, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from consultant_app.domain.catalogue import Time
from consultant_app.domain.criteria import Zone
from consultant_app.domain.faults import Fault
from consultant_app.services.rules_json import PlacedError, Positions, placed_fault, read_placed

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
        raise PydanticCustomError("language", "write the text in {codes} too", {"codes": ", ".join(missing)})
    return texts


Localised = Annotated[dict[str, str], AfterValidator(_in_every_language)]
"""Language code -> text, complete in ``LANGUAGES``."""

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Weight = Annotated[float, Field(gt=0, lt=1)]
"""How much of a need an active family is credited with: 0..1, both excluded. The scale: ADR 0004."""

FAMILIES_A_CRITERION = 9
"""The optimiser holds a flag for each set of families that a criterion asks for: 2^9 is quick, 2^12 is not."""


class _Entry(BaseModel):
    """A misspelt field is an error, never ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Basis(StrEnum):
    """What kind of ground a rule stands on."""

    LITERATURE = "literature"
    """A published study or review, cited so that it can be found."""
    AUTHORITY = "authority"
    """A law or the opinion of a public body."""
    HOUSE = "house"
    """A convention of the house: its experience or its caution, no published evidence."""


class Source(_Entry):
    """Where a rule is known from; with ``families`` it speaks only for those."""

    basis: Basis
    cite: str = Field(min_length=3)
    families: tuple[str, ...] = ()


class Rule(_Entry):
    """What every rule carries: a key, why it exists in words fit for the client, and where that is known from."""

    id: Key
    rationale: Localised
    sources: tuple[Source, ...] = Field(min_length=1)


class NeedRule(Rule):
    """Families that serve a criterion once its score lies under ``below`` (at most ``GOOD_SCORE``).

    With ``zones`` the rule speaks only where one of them scores under ``below`` too. ``certainty`` is how probable
    it must be that the true score lies under ``below``: 0.5 takes the score as it is, 0.8 keeps a strong active
    from being advised on a score that may well be better.
    """

    criteria: tuple[str, ...] = Field(min_length=1)
    below: int = Field(gt=0, le=GOOD_SCORE)
    certainty: float = Field(default=0.5, ge=0.5, lt=1)
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
    AGE = "age"


class ExclusionRule(Rule):
    """Families that are never advised in this circumstance; by age, to those ``under`` so many whole years."""

    when: Circumstance
    families: tuple[str, ...] = Field(min_length=1)
    under: int | None = Field(default=None, ge=1, le=99)

    @model_validator(mode="after")
    def _age_stands_with_age(self) -> Self:
        if (self.when is Circumstance.AGE) != (self.under is not None):
            raise PydanticCustomError("under", "write “under” with “age”, and only with it")
        return self


class SunscreenRule(Rule):
    """Families that are advised only together with a product of the family ``shield``, used in the morning."""

    families: tuple[str, ...] = Field(min_length=1)
    shield: str


class Family(_Entry):
    """A family of actives: its name, the INCI names that prove it, and when it is used.

    ``evening_only`` keeps it out of the morning. ``usual_time`` is when it is taken to be used in a product of
    another house that a client has at home.
    """

    name: Localised
    inci: tuple[str, ...] = Field(min_length=1)
    evening_only: bool = False
    usual_time: Time = Time.BOTH

    @property
    def home_time(self) -> Time:
        """When a product at home with this family is taken to be used."""
        return Time.EVENING if self.evening_only else self.usual_time


class Ingredients(_Entry):
    """``ingredients.json``: families by key; ``fragrance`` names fragrance and fragrance allergens, upper case."""

    families: dict[str, Family] = Field(min_length=1)
    fragrance: frozenset[str] = Field(min_length=1)


class RuleBook(_Entry):
    """``rules.json``.

    Attributes:
        products_at_most: Products in a routine, 1..5.
        least_gain: The share of need (0..1) that a product must add to be worth advising.
        wish_weight: How many times more a need counts that the client wishes to be looked after, 1..3. It makes no
            need of what looks good.
        needs: What asks for what.
        conflicts: What is kept apart.
        exclusions: What is never advised to whom.
        sunscreen: What needs a sunscreen beside it.
    """

    products_at_most: int = Field(ge=1, le=5)
    least_gain: float = Field(gt=0, lt=1)
    wish_weight: float = Field(default=1.5, ge=1, le=3)
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


def parse_ingredients(raw: bytes, findings: list[Fault], positions: Positions | None = None) -> Ingredients | None:
    """``ingredients.json`` from its bytes; if unfit, ``None`` and at least one fault added to ``findings``.

    ``positions``, where given, receives the row and column of each part of the file.
    """
    return _parse(Ingredients, INGREDIENTS_FILE, raw, findings, positions)


def parse_rules(raw: bytes, findings: list[Fault], positions: Positions | None = None) -> RuleBook | None:
    """``rules.json`` from its bytes; if unfit, ``None`` and at least one fault added to ``findings``.

    ``positions``, where given, receives the row and column of each part of the file.
    """
    return _parse(RuleBook, RULES_FILE, raw, findings, positions)


def _parse(
    kind: type[_Model], file: str, raw: bytes, findings: list[Fault], positions: Positions | None
) -> _Model | None:
    places: Positions = {} if positions is None else positions
    try:
        data = read_placed(raw, places)
    except PlacedError as error:
        findings.append(Fault(file, error.key, error.values, row=error.row, column=error.column))
        return None
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        for item in error.errors():
            key, values = _told(item)
            findings.append(placed_fault(file, places, data, item["loc"], key, values))
    return None


_KINDS = {
    "missing": "json.missing",
    "extra_forbidden": "json.unknown",
    "less_than_equal": "json.at_most",
    "less_than": "json.below",
    "greater_than_equal": "json.at_least",
    "greater_than": "json.above",
    "too_short": "json.too_few",
    "string_too_short": "json.too_short",
    "string_pattern_mismatch": "json.key",
    "enum": "json.choice",
    "language": "json.language",
    "under": "json.under",
}
"""Kinds of fault of pydantic and of our own validators, and the text that says them; else: the wrong shape."""


def _told(item: ErrorDetails) -> tuple[str, dict[str, object]]:
    """Text key and values of one finding of pydantic, whose own words are English only."""
    key = _KINDS.get(item["type"], "json.shape")
    limits = dict(item.get("ctx", {}))
    named = {
        "json.at_most": "le",
        "json.below": "lt",
        "json.at_least": "ge",
        "json.above": "gt",
        "json.too_few": "min_length",
        "json.too_short": "min_length",
        "json.language": "codes",
    }
    values: dict[str, object] = {"limit": limits[named[key]]} if key in named else {}
    if key == "json.choice":
        known = str(limits["expected"]).replace("'", "").replace(" or ", ", ")
        values = {"value": item["input"], "known": known}
    return key, values
