"""The catalogue and its rules, read from the files a shop person edits, and refused with every fault at once.

A folder holds ``products.csv``, ``ingredients.json``, ``rules.json`` and ``inci.csv``; they are judged together,
since each is only right beside the others. Nothing is loaded by half: either all hold together, or
``CatalogueError`` lists every fault.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from consultant_app.domain.catalogue import Catalogue, Product, Step, Time
from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.errors import CatalogueError
from consultant_app.domain.faults import Fault
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
from consultant_app.services.rules_inci import INCI_FILE, check_names, inci_register
from consultant_app.services.rules_json import Positions
from consultant_app.services.rules_table import Row, read_table
from consultant_app.texts import texts

FILES = (PRODUCTS_FILE, INGREDIENTS_FILE, RULES_FILE, INCI_FILE)
"""What a catalogue folder must hold."""

_PLAIN = ("id", "name", "step", "time", "price", "currency", "size", "texture", "inci", "actives", "targets")
_FLAGS = ("fragrance_free", "pregnancy_ok", "sensitive_ok", "in_stock")
_TEXTS = ("how", "pitch")
COLUMNS = (*_PLAIN, *_FLAGS, *(f"{kind}_{code}" for kind in _TEXTS for code in LANGUAGES))
"""Columns that ``products.csv`` must have; ``how_xx`` and ``pitch_xx`` may be added for other languages."""

_YES = {"yes", "true", "1", "oui", "vrai"}
_NO = {"no", "false", "0", "non", "faux"}
_PRICE = re.compile(r"\d{1,6}(?:[.,]\d{1,2})?")
_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
INCI_COMMA = re.compile(r"(?<!\d),|,(?!\d)")
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
    findings: list[Fault] = []
    raw = {name: _bytes(root / name, findings) for name in FILES}
    if findings:
        raise CatalogueError(findings)
    return house_of(raw)


def house_of(raw: Mapping[str, bytes]) -> House:
    """The house that four files tell, by their names in ``FILES``.

    Raises:
        CatalogueError: anything in them does not hold together; every fault is listed.
    """
    findings: list[Fault] = []
    rows = read_table(PRODUCTS_FILE, raw[PRODUCTS_FILE], COLUMNS, ("price",), findings)
    products = _products(rows, findings)
    if not rows and not findings:
        findings.append(Fault(PRODUCTS_FILE, "no_product"))
    positions: Positions = {}
    ingredients = parse_ingredients(raw[INGREDIENTS_FILE], findings)
    book = parse_rules(raw[RULES_FILE], findings, positions)
    register = inci_register(raw[INCI_FILE], findings)
    if not register and not findings:
        findings.append(Fault(INCI_FILE, "no_inci_name"))
    if ingredients is not None:
        findings += check_products(products, ingredients, book)
        findings += check_names(products, ingredients, register)
        if book is not None:
            rules = RuleSet(ingredients=ingredients, book=book)
            findings += check_rules([product for _, product in products], rules, positions)
    if findings or ingredients is None or book is None:
        raise CatalogueError(findings)
    catalogue = Catalogue(
        products={product.id: product for _, product in products},
        currency=products[0][1].currency,
        version=hashlib.sha256(b"\0".join(hashlib.sha256(data).digest() for data in raw.values())).hexdigest(),
    )
    return House(catalogue, RuleSet(ingredients=ingredients, book=book))


def _bytes(path: Path, findings: list[Fault]) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        findings.append(Fault(path.name, "no_file", {"why": error.strerror, "folder": path.parent}))
        return b""


def _products(rows: list[Row], findings: list[Fault]) -> list[tuple[int, Product]]:
    """Each row's number and product; a row with faults still gives one, so that the checks after find more."""
    products: list[tuple[int, Product]] = []
    first_row: dict[str, int] = {}
    for row in rows:
        reader = _Reader(row, findings)
        product = reader.product()
        if product.id in first_row:
            reader.fault("id", "id_twice", value=product.id, row=first_row[product.id])
        first_row.setdefault(product.id, row.number)
        currency = rows[0].cells["currency"].upper()
        if product.currency != currency:
            reader.fault("currency", "currencies", value=product.currency, first=currency)
        products.append((row.number, product))
    return products


class _Reader:
    """Reads the cells of one row; a fault is noted and a harmless value stands in until the load is refused."""

    def __init__(self, row: Row, findings: list[Fault]) -> None:
        self._row = row
        self._findings = findings

    def fault(self, column: str, key: str, **values: object) -> None:
        self._findings.append(Fault(PRODUCTS_FILE, key, values, row=self._row.number, column=column))

    def product(self) -> Product:
        return Product(
            id=self._matching("id", _ID, "bad_id"),
            name=self._filled("name"),
            step=self._member("step", Step, Step.SERUM),
            time=self._member("time", Time, Time.BOTH),
            price=self._price(),
            currency=self._matching("currency", re.compile(r"[A-Z]{3}"), "bad_currency", upper=True),
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
            self.fault(column, "empty")
        return cell

    def _matching(self, column: str, pattern: re.Pattern[str], key: str, *, upper: bool = False) -> str:
        cell = self._row.cells[column]
        cell = cell.upper() if upper else cell
        if not pattern.fullmatch(cell):
            self.fault(column, key, value=cell)
        return cell

    def _member(self, column: str, kind: type[_Enum], otherwise: _Enum) -> _Enum:
        cell = self._row.cells[column].lower()
        if cell in {member.value for member in kind}:
            return kind(cell)
        self.fault(column, "unknown", value=cell, known=", ".join(kind))
        return otherwise

    def _price(self) -> float:
        cell = self._row.cells["price"]
        value = float(cell.replace(",", ".")) if _PRICE.fullmatch(cell) else 0.0
        if value <= 0:
            self.fault("price", "bad_price", value=cell)
        return value

    def _texture(self) -> str:
        cell, words = self._row.cells["texture"].lower(), texts("en")
        if f"texture.{cell}" not in words:
            keys = sorted(words.keys())
            known = [key.removeprefix("texture.") for key in keys if key.startswith("texture.")]
            self.fault("texture", "unknown", value=cell, known=", ".join(known))
        return cell

    def _inci(self) -> tuple[str, ...]:
        parts = INCI_COMMA.split(self._row.cells["inci"].upper())
        names = tuple(name for part in parts if (name := " ".join(part.split()).strip("*.; ")))
        if not names:
            self.fault("inci", "no_inci")
        for name in sorted({name for name in names if names.count(name) > 1}):
            self.fault("inci", "twice", value=name)
        return names

    def _keys(self, column: str) -> tuple[str, ...]:
        parts = re.split(r"[,;|\s]+", self._row.cells[column].lower())
        keys = tuple(part for part in parts if part)
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            self.fault(column, "twice", value=key)
        return keys

    def _targets(self) -> tuple[str, ...]:
        keys = self._keys("targets")
        for key in keys:
            if key not in CRITERIA:
                self.fault("targets", "no_criterion", value=key, known=", ".join(CRITERIA))
        return keys

    def _flag(self, column: str) -> bool:
        cell = self._row.cells[column].lower()
        if cell not in _YES | _NO:
            self.fault(column, "yes_no", value=cell)
        return cell in _YES

    def _localised(self, kind: str) -> dict[str, str]:
        for code in LANGUAGES:
            self._filled(f"{kind}_{code}")
        prefix = f"{kind}_"
        cells = self._row.cells.items()
        return {column.removeprefix(prefix): cell for column, cell in cells if column.startswith(prefix) and cell}
