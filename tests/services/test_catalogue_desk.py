from dataclasses import replace

import pytest

from consultant_app.domain.analysis import (
    Analysis,
    CriterionResult,
    ModelIdentity,
    Overall,
    Quality,
    RawMeasure,
    State,
    ZoneScore,
)
from consultant_app.domain.catalogue_edit import SHIPPED, Draft, Workbook
from consultant_app.domain.clients import ClientDraft, Consent
from consultant_app.domain.criteria import Zone
from consultant_app.domain.errors import CatalogueError
from consultant_app.domain.routine import Routine
from consultant_app.services.catalogue import House, load_house
from consultant_app.services.catalogue_desk import CatalogueDesk
from consultant_app.services.recommendation import RecommendationService
from tests.services.conftest import welcomed

RED = Analysis(
    "a.jpg",
    ModelIdentity("skin", "1.0.0", "00" * 32),
    Quality(True, ()),
    None,
    Overall(60, 3),
    (
        CriterionResult(
            "redness",
            3.0,
            4,
            25,
            3,
            State.OK,
            None,
            RawMeasure(None, "delta a*"),
            (ZoneScore(Zone.CHEEK_LEFT, 3.0, 25, 3),),
        ),
    ),
    (),
    ("redness",),
)


@pytest.fixture(scope="module")
def house() -> House:
    return load_house()


@pytest.fixture
def advice(house) -> RecommendationService:
    return RecommendationService(house.catalogue, house.rules)


@pytest.fixture
def desk(session, advice) -> CatalogueDesk:
    session.catalogues.serve(advice)
    return session.catalogues


def priced(draft: Draft, price: str, row: int = 0) -> Workbook:
    products = draft.book.sheet("products")
    return draft.book.with_sheets([products.with_cell(row, products.columns.index("price"), price)])


def test_at_first_the_shipped_catalogue_is_in_force(desk, session, advice):
    assert [version.number for version in desk.versions()] == [SHIPPED]
    draft = desk.draft()
    assert (draft.based_on, draft.changed, draft.faults) == (SHIPPED, False, ())
    assert session.catalogues.serve(advice).number == SHIPPED


def test_a_change_is_in_force_once_it_is_published_and_not_before(desk, advice):
    draft = desk.draft()
    first = draft.book.sheet("products").cell(0, "id")
    book = priced(draft, "51.50")
    desk.keep(book, draft.based_on)
    assert desk.draft().changed
    assert advice.catalogue.products[first].price == 46
    version = desk.publish(book, " Spring ")
    assert (version.number, version.by, version.note) == (1, "manager", "Spring")
    assert advice.catalogue.products[first].price == 51.5
    assert desk.draft() == Draft(book, 1)


def test_going_back_is_a_new_version(desk, advice):
    first = desk.draft().book.sheet("products").cell(0, "id")
    desk.publish(priced(desk.draft(), "51.50"))
    desk.publish(priced(desk.draft(), "99"))
    back = desk.roll_back(1)
    assert (back.number, back.restored) == (3, 1)
    assert advice.catalogue.products[first].price == 51.5
    desk.roll_back(SHIPPED)
    assert advice.catalogue.products[first].price == 46
    assert [version.number for version in desk.versions()] == [4, 3, 2, 1, 0]
    with pytest.raises(KeyError):
        desk.roll_back(99)


def test_what_does_not_hold_is_kept_but_never_published(desk):
    wrong = priced(desk.draft(), "free")
    desk.keep(wrong, SHIPPED)
    [fault] = desk.draft().faults
    assert (fault.file, fault.row, fault.column) == ("products", 2, "price")
    assert desk.checked(wrong) == (fault,)
    with pytest.raises(CatalogueError):
        desk.publish(wrong)
    with pytest.raises(CatalogueError):
        desk.effect(wrong, [])
    desk.discard()
    assert not desk.draft().changed


@pytest.mark.expects_log
def test_a_version_that_later_checks_do_not_pass_is_passed_over(desk, session, advice, house):
    book = priced(desk.draft(), "51.50")
    desk.publish(book)
    session._store.catalogues.publish(
        replace(desk.versions()[0], number=2), priced(desk.draft(), "?"), desk.versions()[0].at
    )
    advice.adopt(house.catalogue, house.rules)
    assert session.catalogues.serve(advice).number == 1
    assert next(iter(advice.catalogue.products.values())).price == 51.5


def test_what_a_change_would_do_at_past_visits(desk, session, advice):
    consent = Consent(analysis=True, keep_results=True)
    for name in ("Anna", "Berthe"):
        client = welcomed(session, ClientDraft(name, consent=consent))
        session.visits.save(client.id, RED, Routine())
    past = desk.past(10)
    assert [need.display_name for need in past] == ["Berthe", "Anna"]
    assert len(desk.past(1)) == 1
    draft = desk.draft()
    assert not any(effect.changed for effect in desk.effect(draft.book, past))
    products = draft.book.sheet("products")
    stock = products.columns.index("in_stock")
    advised = advice.recommend(RED, past[0].profile).recommendations[0].product.id
    row = next(row for row in range(len(products.rows)) if products.cell(row, "id") == advised)
    effects = desk.effect(draft.book.with_sheets([products.with_cell(row, stock, "no")]), past)
    assert all(effect.changed for effect in effects)
    assert advised not in [item.product.id for item in effects[0].after.recommendations]


def test_a_file_that_does_not_hold_together_with_the_rest_is_not_taken(desk, tmp_path):
    book = desk.draft().book
    path = tmp_path / "products.csv"
    desk.export_file(path, priced(desk.draft(), "12,50"), "products", "en")
    taken = desk.import_file(path, book, "products", "en")
    assert taken.sheet("products").cell(0, "price") == "12,50"
    desk.export_file(path, priced(desk.draft(), "free"), "products", "en")
    with pytest.raises(CatalogueError) as caught:
        desk.import_file(path, book, "products", "en")
    assert [(fault.file, fault.row, fault.column) for fault in caught.value.faults] == [("products", 2, "price")]
