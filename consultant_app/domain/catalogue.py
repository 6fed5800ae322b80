"""Products as the house sells them."""

from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """Where in a routine a product is applied; the order of the members is the order of use."""

    CLEANSER = "cleanser"
    TONER = "toner"
    EXFOLIANT = "exfoliant"
    SERUM = "serum"
    EYE_CARE = "eye_care"
    SPOT_CARE = "spot_care"
    MOISTURISER = "moisturiser"
    SUNSCREEN = "sunscreen"
    MASK = "mask"


class Time(StrEnum):
    """When a product is used."""

    MORNING = "morning"
    EVENING = "evening"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Product:
    """One product.

    Attributes:
        id: Stable key.
        name: Name as printed on the pack.
        step: Step of the routine.
        time: When it may be used.
        price: Price in ``currency``.
        currency: ISO 4217 code.
        size: Content as printed, e.g. ``30 ml``.
        texture: e.g. ``gel``, ``cream``.
        inci: Ingredients, INCI names, upper case, in the order of the pack.
        actives: Keys of active families known to the rules (``retinoid``, ``vitamin_c``, ``aha``...).
        targets: Criterion keys the product is meant for.
        fragrance_free: No fragrance and no fragrance allergens.
        pregnancy_ok: May be advised in pregnancy.
        sensitive_ok: Fit for skin that reacts easily.
        in_stock: Can be handed over now.
        how: Language code -> how to use it.
        pitch: Language code -> one neutral sentence on what it is.
    """

    id: str
    name: str
    step: Step
    time: Time
    price: float
    currency: str
    size: str
    texture: str
    inci: tuple[str, ...]
    actives: tuple[str, ...]
    targets: tuple[str, ...]
    fragrance_free: bool
    pregnancy_ok: bool
    sensitive_ok: bool
    in_stock: bool
    how: dict[str, str]
    pitch: dict[str, str]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All products that hold together: checked on load, the same for the whole session.

    Attributes:
        products: Product by id, in the order of the file.
        currency: ISO 4217 code of every price.
        version: sha256 (hex) of the files' bytes; kept with a visit, it says which catalogue was advised from.
    """

    products: dict[str, Product]
    currency: str
    version: str
