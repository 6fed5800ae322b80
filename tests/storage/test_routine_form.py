from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from sqlmodel import select

from consultant_app.domain.catalogue import Product, Step, Time
from consultant_app.domain.clients import Client
from consultant_app.domain.photo import AnalysedPhoto
from consultant_app.domain.routine import Origin, Recommendation, Routine
from consultant_app.storage.store import Store
from consultant_app.storage.tables import ProductRow
from consultant_app.storage.visit_records import NewVisit

AT = datetime(2026, 5, 4, tzinfo=UTC)


def _saved(store: Store, client: Client, photo: AnalysedPhoto, routine: Routine) -> str:
    return store.visits.add(NewVisit(client.id, AT, photo, routine, "", keep_photo=False)).id


def test_a_routine_comes_back_equal(store: Store, client: Client, photo: AnalysedPhoto, routine: Routine) -> None:
    assert store.visits.open(_saved(store, client, photo, routine)).routine == routine
    assert store.visits.open(_saved(store, client, photo, Routine())).routine == Routine()


def test_an_old_visit_keeps_the_product_as_it_was(
    store: Store, client: Client, photo: AnalysedPhoto, product: Callable[..., Product]
) -> None:
    then = Routine((Recommendation(product(price=48.0), Step.CLEANSER, Time.BOTH, ()),))
    now = Routine((Recommendation(product(price=52.5), Step.CLEANSER, Time.BOTH, ()),))
    first, second = _saved(store, client, photo, then), _saved(store, client, photo, now)
    assert store.visits.open(first).routine == then
    assert store.visits.open(second).routine == now


def test_equal_products_are_kept_once(
    store: Store, client: Client, photo: AnalysedPhoto, routine: Routine
) -> None:
    twice = replace(routine, recommendations=(*routine.recommendations, routine.recommendations[0]))
    first = _saved(store, client, photo, twice)
    _saved(store, client, photo, routine)
    assert store.visits.open(first).routine == twice
    assert store._database is not None
    with store._database.transaction() as session:
        assert len(session.exec(select(ProductRow)).all()) == 2


def test_what_the_counter_did_comes_back(
    store: Store, client: Client, photo: AnalysedPhoto, routine: Routine
) -> None:
    first, *others = routine.recommendations
    marked = replace(first, origin=Origin.SWAPPED, bought=True, note="a sample of the cream, too")
    done = replace(routine, recommendations=(marked, *others))
    assert store.visits.open(_saved(store, client, photo, done)).routine == done
