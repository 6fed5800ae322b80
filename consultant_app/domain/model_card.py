"""What a skin model says of itself: who signed it, what it was made from, how well it reads each criterion."""

from dataclasses import dataclass

from consultant_app.domain.analysis import ModelIdentity


@dataclass(frozen=True, slots=True)
class ModelSource:
    """Something the model was made from; ``kind`` is the end of a text key (``card.source.KIND``) or ``other``."""

    kind: str
    name: str
    licence: str


@dataclass(frozen=True, slots=True)
class CriterionCard:
    """How well one criterion is read; a figure that was not measured is ``None``.

    Attributes:
        key: The criterion.
        scored: Whether the model scores it; else it says "cannot say".
        reason: Why it does not (a text key ``reason.*``); ``None`` when it does.
        r: Pearson correlation of grade and rendered truth on held-out identities, -1..1.
        within_one_grade: Share of held-out zones whose grade is off by at most one, 0..1.
        mdc95: Minimal detectable change (95 %) of the score, points of 100.
        coverage_68: Share of held-out zones whose truth lay inside the 68 % interval.
        coverage_95: The same of the 95 % interval.
    """

    key: str
    scored: bool
    reason: str | None
    r: float | None
    within_one_grade: float | None
    mdc95: float | None
    coverage_68: float | None
    coverage_95: float | None


@dataclass(frozen=True, slots=True)
class ModelCard:
    """The card of a verified model.

    Attributes:
        model: Its identity.
        signed_by: Name of the trusted key that signed it.
        truth: Kind of truth it learned from, e.g. ``rendered``.
        sources: What it was made from, each with its licence.
        held_out_identities: On how many unseen people the figures rest; ``None`` where it is not said.
        criteria: All sixteen, in the product's order.
        limits: What is known to be weak or not measured: ends of text keys (``card.limit.*``).
    """

    model: ModelIdentity
    signed_by: str
    truth: str
    sources: tuple[ModelSource, ...]
    held_out_identities: int | None
    criteria: tuple[CriterionCard, ...]
    limits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardFact:
    """One labelled fact of the card, e.g. who signed it."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class CardRow:
    """One criterion, ready to be shown; ``note`` says that it cannot be said and is empty where it can."""

    name: str
    note: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardWords:
    """A card in one language, ready to be shown or printed. ``heads`` name the figures of each row."""

    title: str
    about: str
    facts: tuple[CardFact, ...]
    learned_title: str
    learned: tuple[str, ...]
    criteria_title: str
    criteria_about: str
    heads: tuple[str, ...]
    rows: tuple[CardRow, ...]
    limits_title: str
    limits: tuple[str, ...]
