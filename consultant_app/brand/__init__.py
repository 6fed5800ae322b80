"""The house's brand as data: names, logo, colours, fonts, sizes. Screens and the report read the same tokens.

A brand is a folder below ``resources/brand/``, or any other folder, with a ``brand.json`` and the files that it
names; a house replaces the folder, never the code (``docs/brand.md``).
"""

from consultant_app.brand.fallback import Fallback, fallbacks
from consultant_app.brand.house import house_brand
from consultant_app.brand.reader import DEFAULT_BRAND, bundled_brands, load_brand, read_brand
from consultant_app.brand.tokens import (
    MIN_CONTRAST,
    PAPERS,
    Brand,
    Elevation,
    Motion,
    Palette,
    Radius,
    ReportSettings,
    Sizes,
    Spacing,
    Typeface,
    contrast,
    mixed,
)

__all__ = [
    "DEFAULT_BRAND",
    "MIN_CONTRAST",
    "PAPERS",
    "Brand",
    "Elevation",
    "Fallback",
    "Motion",
    "Palette",
    "Radius",
    "ReportSettings",
    "Sizes",
    "Spacing",
    "Typeface",
    "bundled_brands",
    "contrast",
    "fallbacks",
    "house_brand",
    "load_brand",
    "mixed",
    "read_brand",
]
