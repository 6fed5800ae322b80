"""The catalogue and its rules, read from the files a shop person edits, and refused with every fault at once.

A folder holds ``products.csv``, ``ingredients.json`` and ``rules.json``; they are judged together, since each is
only right beside the others. Nothing is loaded by half: either all hold together, or ``CatalogueError`` lists
every fault.
"""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from consultant_app.domain.catalogue import Catalogue, Product, Step, Time
from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.errors import CatalogueError
from consultant_app.files import resource
from consultant_app.services.rules import (
    INGREDIENTS_FILE,
    LANGUAGES,
    RULES_FILE,
    RuleSet,
    parse_ingredients,
    parse_rules,
)
from consultant_app.services.rules_check import PRODUCTS_FILE, check_products, check_rules
from consultant_app.services.rules_table import Row, read_table
from consultant_app.texts import texts

_PLAIN = ("id", "name", "step", "time", "price", "currency", "size", "texture", "inci", "actives", "targets")
_FLAGS = ("fragrance_free", "pregnancy_ok", "sensitive_ok", "in_stock")
_TEXTS = ("how", "pitch")
COLUMNS = (*_PLAIN, *_FLAGS, *(f"{kind}_{code}" for kind in _TEXTS for code in LANGUAGES))
"""Columns that ``products.csv`` must have; ``how_xx`` and ``pitch_xx`` may be added for other languages."""

_YES = {"yes", "true", "1", "oui", "vrai"}
_NO = {"no", "false", "0", "non", "faux"}
_PRICE = re.compile(r"\d{1,6}(?:[.,]\d{1,2})?")
_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_INCI_COMMA = re.compile(r"(?<!\d),|,(?!\d)")
"""A comma between two digits belongs to a name (``1,2-HEXANEDIOL``); any other parts two ingredients."""

_Enum = TypeVar("_Enum", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class House:
    """A catalogue and the rules that were checked against it."""

    catalogue: Catalogue
    rules: RuleSet


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """The products of ``folder``, or the bundled ones.

    Raises:
        CatalogueError: a file is missing or anything in the folder does not hold together; every fault is listed.
    """
    return load_house(folder).catalogue


def load_house(folder: Path | None = None) -> House:
    """The products of ``folder``, or the bundled ones, with their rules.

    Raises:
        CatalogueError: a file is missing or anything in the folder does not hold together; every fault is listed.
    """
    root = resource("catalogue") if folder is None else folder
    findings: list[str] = []
    raw = {name: _bytes(root / name, findings) for name in (PRODUCTS_FILE, INGREDIENTS_FILE, RULES_FILE)}
    if findings:
        raise CatalogueError(findings)
    rows = read_table(PRODUCTS_FILE, raw[PRODUCTS_FILE], COLUMNS, ("price",), findings)
    products = _products(rows, findings)
    if not rows and not findings:
        findings.append(f"{PRODUCTS_FILE}: there is no product. Add one row a product.")
    ingredients = parse_ingredients(raw[INGREDIENTS_FILE], findings)
    book = parse_rules(raw[RULES_FILE], findings)
    if ingredients is not None:
        findings += check_products(products, ingredients, book)
        if book is not None:
            findings += check_rules(
                [product for _, product in products], RuleSet(ingredients=ingredients, book=book)
            )
    if findings or ingredients is None or book is None:
        raise CatalogueError(findings)
    catalogue = Catalogue(
        products={product.id: product for _, product in products},
        currency=products[0][1].currency,
        version=hashlib.sha256(b"\0".join(hashlib.sha256(data).digest() for data in raw.values())).hexdigest(),
    )
    return House(catalogue, RuleSet(ingredients=ingredients, book=book))


def _bytes(path: Path, findings: list[str]) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        findings.append(
            f"{path.name}: the file cannot be read ({error.strerror}). Put it back into {path.parent}."
        )
        return b""


def _products(rows: list[Row], findings: list[str]) -> list[tuple[int, Product]]:
    """Each row's number and product; a row with faults still gives one, so that the checks after find more."""
    products: list[tuple[int, Product]] = []
    first_row: dict[str, int] = {}
    for row in rows:
        reader = _Reader(row, findings)
        product = reader.product()
        if product.id in first_row:
            reader.fault("id", f"“{product.id}” already stands in row {first_row[product.id]}. Give each its own.")
        first_row.setdefault(product.id, row.number)
        currency = rows[0].cells["currency"].upper()
        if product.currency != currency:
            reader.fault(
                "currency", f"“{product.currency}” beside “{currency}” in the first row. Use one currency."
            )
        products.append((row.number, product))
    return products


class _Reader:
    """Reads the cells of one row; a fault is noted and a harmless value stands in until the load is refused."""

    def __init__(self, row: Row, findings: list[str]) -> None:
        self._row = row
        self._findings = findings

    def fault(self, column: str, text: str) -> None:
        self._findings.append(f"{PRODUCTS_FILE}, row {self._row.number}, column {column}: {text}")

    def product(self) -> Product:
        return Product(
            id=self._matching("id", _ID, "Use small letters, digits and single hyphens."),
            name=self._filled("name"),
            step=self._member("step", Step, Step.SERUM),
            time=self._member("time", Time, Time.BOTH),
            price=self._price(),
            currency=self._matching("currency", re.compile(r"[A-Z]{3}"), "Use a code such as EUR.", upper=True),
            size=self._filled("size"),
            texture=self._texture(),
            inci=self._inci(),
            actives=self._keys("actives"),
            targets=self._targets(),
            fragrance_free=self._flag("fragrance_free"),
            pregnancy_ok=self._flag("pregnancy_ok"),
            sensitive_ok=self._flag("sensitive_ok"),
            in_stock=self._flag("in_stock"),
            how=self._localised("how"),
            pitch=self._localised("pitch"),
        )

    def _filled(self, column: str) -> str:
        cell = self._row.cells[column]
        if not cell:
            self.fault(column, "is empty. Fill it in.")
        return cell

    def _matching(self, column: str, pattern: re.Pattern[str], remedy: str, *, upper: bool = False) -> str:
        cell = self._row.cells[column]
        cell = cell.upper() if upper else cell
        if not pattern.fullmatch(cell):
            self.fault(column, f"“{cell}” cannot be used. {remedy}")
        return cell

    def _member(self, column: str, kind: type[_Enum], otherwise: _Enum) -> _Enum:
        cell = self._row.cells[column].lower()
        if cell in {member.value for member in kind}:
            return kind(cell)
        self.fault(column, f"“{cell}” is unknown. Use one of {', '.join(kind)}.")
        return otherwise

    def _price(self) -> float:
        cell = self._row.cells["price"]
        value = float(cell.replace(",", ".")) if _PRICE.fullmatch(cell) else 0.0
        if value <= 0:
            self.fault("price", f"“{cell}” is no price above zero. Write it like 84 or 84.50.")
        return value

    def _texture(self) -> str:
        cell, words = self._row.cells["texture"].lower(), texts("en")
        if f"texture.{cell}" not in words:
            keys = sorted(words.keys())
            known = [key.removeprefix("texture.") for key in keys if key.startswith("texture.")]
            self.fault("texture", f"“{cell}” is unknown. Use one of {', '.join(known)}.")
        return cell

    def _inci(self) -> tuple[str, ...]:
        parts = _INCI_COMMA.split(self._row.cells["inci"].upper())
        names = tuple(name for part in parts if (name := " ".join(part.split()).strip("*.; ")))
        if not names:
            self.fault("inci", "is empty. Copy the ingredient list from the pack.")
        for name in sorted({name for name in names if names.count(name) > 1}):
            self.fault("inci", f"{name} stands twice. Keep one.")
        return names

    def _keys(self, column: str) -> tuple[str, ...]:
        parts = re.split(r"[,;|\s]+", self._row.cells[column].lower())
        keys = tuple(part for part in parts if part)
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            self.fault(column, f"“{key}” stands twice. Keep one.")
        return keys

    def _targets(self) -> tuple[str, ...]:
        keys = self._keys("targets")
        for key in keys:
            if key not in CRITERIA:
                self.fault("targets", f"“{key}” is no criterion. Use one of {', '.join(CRITERIA)}.")
        return keys

    def _flag(self, column: str) -> bool:
        cell = self._row.cells[column].lower()
        if cell not in _YES | _NO:
            self.fault(column, f"“{cell}” is neither yes nor no. Write yes or no.")
        return cell in _YES

    def _localised(self, kind: str) -> dict[str, str]:
        for code in LANGUAGES:
            self._filled(f"{kind}_{code}")
        prefix = f"{kind}_"
        cells = self._row.cells.items()
        return {column.removeprefix(prefix): cell for column, cell in cells if column.startswith(prefix) and cell}
