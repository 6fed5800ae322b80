"""Whether the names on a pack are INCI names that the house knows, and what the EU's annexes say of them.

``inci.csv`` is the house's extract of the CosIng inventory: a row a name, and where the annexes of Regulation (EC)
No 1223/2009 name it (``III/376 V/3``; ``-`` where none does; empty where nobody has looked yet). The inventory has
some thirty thousand names, most of which no pack of the house will ever bear; a name that is not in the extract is
a misspelling, or is added once it was looked up. The annexes are those of ``on-the-list``, read only where a cell
is empty: that takes a tenth of a second, and the files as delivered have none.
"""

import difflib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from consultant_app.domain.catalogue import Product, Step
from consultant_app.domain.faults import Fault
from consultant_app.services.rules import INGREDIENTS_FILE, Ingredients
from consultant_app.services.rules_check import PRODUCTS_FILE, names_of
from consultant_app.services.rules_table import read_table

INCI_FILE = "inci.csv"

PROHIBITED, FILTERS = "II", "VI"
"""The annexes of what no cosmetic may contain, and of the UV filters that one may."""

_NEAR = 0.8
"""Likeness, 0..1, from which another name is offered as what may have been meant."""

Register = Mapping[str, frozenset[str]]
"""Name, upper case -> annexes that name it."""


def inci_register(raw: bytes, findings: list[Fault]) -> Register:
    """The names of ``inci.csv``; its faults are added to ``findings``."""
    register: dict[str, frozenset[str]] = {}
    for row in read_table(INCI_FILE, raw, ("name", "annexes"), ("annexes",), findings):
        name, cell = " ".join(row.cells["name"].upper().split()), row.cells["annexes"]
        if name in register:
            findings.append(Fault(INCI_FILE, "twice", {"value": name}, row=row.number, column="name"))
        entries = annex_entries(name) if not cell else () if cell == "-" else tuple(cell.split())
        register[name] = frozenset(entry.split("/")[0] for entry in entries)
    return register


def check_names(
    products: Iterable[tuple[int, Product]], ingredients: Ingredients, register: Register
) -> list[Fault]:
    """Names that the register does not know, names of what is prohibited, sunscreens without a permitted filter.

    Args:
        products: Row number and product.
        ingredients: Families and fragrance names.
        register: The names that are known; where empty, its file has its own fault and nothing is said here.
    """
    if not register:
        return []
    findings = []
    for number, product in products:
        for name in product.inci:
            for key, values in _name_faults(name, register):
                findings.append(Fault(PRODUCTS_FILE, key, values, row=number, column="inci"))
        annexes = {annex for name in product.inci for part in names_of(name) for annex in register.get(part, ())}
        if product.inci and product.step is Step.SUNSCREEN and FILTERS not in annexes:
            findings.append(Fault(PRODUCTS_FILE, "inci.no_filter", row=number, column="inci"))
    for field, names in (
        *((f"families, {key}, inci", family.inci) for key, family in ingredients.families.items()),
        ("fragrance", sorted(ingredients.fragrance)),
    ):
        for name in names:
            for key, values in _name_faults(name, register):
                findings.append(Fault(INGREDIENTS_FILE, key, values, trail=(field,)))
    return findings


def _name_faults(name: str, register: Register) -> Iterable[tuple[str, dict[str, object]]]:
    parts = (name,) if name in register else tuple(sorted(names_of(name) - {name}))
    if not parts or any(part not in register for part in parts):
        near = difflib.get_close_matches(name, register, n=1, cutoff=_NEAR)
        key = "inci.misspelt" if near else "inci.unknown"
        named: dict[str, object] = {"name": name, "file": INCI_FILE}
        yield key, named | ({"near": near[0]} if near else {})
    elif any(PROHIBITED in register[part] for part in parts):
        yield "inci.prohibited", {"name": name}


def annex_entries(name: str) -> tuple[str, ...]:
    """Where the annexes name an ingredient, e.g. ``("III/376",)``; empty where they do not.

    An entry of Annex II that depends on what a pack does not say (an impurity, hair dyes, a nano form) is left
    out: it prohibits no product by its name.
    """
    from on_the_list.normalise import fold

    entries = _annexes().get(fold(name), ())
    return tuple(
        f"{entry.annex}/{''.join(entry.reference.split())}"
        for entry in entries
        if entry.annex != PROHIBITED or not (entry.qualifier or entry.nano_only)
    )


@lru_cache
def _annexes() -> Mapping[str, tuple[Any, ...]]:
    """The annexes as ``on-the-list`` delivers them: its entries by folded name."""
    from on_the_list.register import load

    entries: Mapping[str, tuple[Any, ...]] = load().by_name
    return entries
