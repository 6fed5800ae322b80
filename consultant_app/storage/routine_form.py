"""A routine as rows, and back: an old visit shows the products as they were, whatever the catalogue says today."""

import dataclasses
import hashlib
import json
from typing import Any

from sqlmodel import Session, col, select

from consultant_app.domain.catalogue import Product, Step, Time
from consultant_app.domain.criteria import Zone
from consultant_app.domain.routine import Exclusion, Origin, Reason, Recommendation, Routine
from consultant_app.storage.counter_tables import MarkRow
from consultant_app.storage.tables import ExclusionRow, ProductRow, ReasonRow, RecommendationRow

_PRODUCT_COLUMNS = ("id", "name", "price", "currency")


def add_routine(session: Session, visit_id: str, routine: Routine) -> None:
    """Add the rows of a visit's routine; the visit itself must be flushed."""
    for position, item in enumerate(routine.recommendations):
        product = session.merge(_product_row(item.product))
        session.flush()  # a product before what refers to it
        session.add(
            RecommendationRow(
                visit_id=visit_id, position=position, product_digest=product.digest, step=item.step, time=item.time
            )
        )
        if (item.origin, item.bought, item.note) != (Origin.ADVISED, False, ""):
            session.add(
                MarkRow(visit_id=visit_id, item=position, origin=item.origin, bought=item.bought, note=item.note)
            )
        session.add_all(
            ReasonRow(visit_id=visit_id, item=position, position=order, **dataclasses.asdict(reason))
            for order, reason in enumerate(item.reasons)
        )
    session.add_all(
        ExclusionRow(visit_id=visit_id, position=position, **dataclasses.asdict(item))
        for position, item in enumerate(routine.exclusions)
    )


def read_routine(session: Session, visit_id: str) -> Routine:
    """The routine of a visit, in its order of use."""
    items = session.exec(
        select(RecommendationRow, ProductRow)
        .join(ProductRow, col(ProductRow.digest) == RecommendationRow.product_digest)
        .where(RecommendationRow.visit_id == visit_id)
        .order_by(col(RecommendationRow.position))
    ).all()
    excluded = session.exec(
        select(ExclusionRow).where(ExclusionRow.visit_id == visit_id).order_by(col(ExclusionRow.position))
    )
    return Routine(
        recommendations=tuple(
            _marked(
                session,
                row,
                Recommendation(_product(product), Step(row.step), Time(row.time), _reasons(session, row)),
            )
            for row, product in items
        ),
        exclusions=tuple(Exclusion(row.product_id, row.product_name, row.why, row.detail) for row in excluded),
    )


def _marked(session: Session, row: RecommendationRow, item: Recommendation) -> Recommendation:
    mark = session.get(MarkRow, (row.visit_id, row.position))
    if mark is None:
        return item
    return dataclasses.replace(item, origin=Origin(mark.origin), bought=mark.bought, note=mark.note)


def _reasons(session: Session, row: RecommendationRow) -> tuple[Reason, ...]:
    found = session.exec(
        select(ReasonRow)
        .where(ReasonRow.visit_id == row.visit_id, ReasonRow.item == row.position)
        .order_by(col(ReasonRow.position))
    )
    return tuple(Reason(reason.criterion, Zone(reason.zone), reason.rule) for reason in found)


def _product_row(product: Product) -> ProductRow:
    """The product as it is now, known by its content, so that equal ones are kept once."""
    content = dataclasses.asdict(product)
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    return ProductRow(
        digest=digest,
        product_id=product.id,
        name=product.name,
        price=product.price,
        currency=product.currency,
        rest={key: value for key, value in content.items() if key not in _PRODUCT_COLUMNS},
    )


def _product(row: ProductRow) -> Product:
    """The product that was recommended then."""
    rest: dict[str, Any] = {key: tuple(item) if isinstance(item, list) else item for key, item in row.rest.items()}
    rest |= {"step": Step(rest["step"]), "time": Time(rest["time"])}
    return Product(id=row.product_id, name=row.name, price=row.price, currency=row.currency, **rest)
