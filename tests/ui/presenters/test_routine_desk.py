from dataclasses import replace
from pathlib import Path

import pytest

from consultant_app.domain.clients import Profile
from consultant_app.domain.routine import Origin
from consultant_app.ui.presenters.routine_desk import RoutineDesk
from consultant_app.ui.presenters.visit import VisitPresenter


@pytest.fixture
def shown(qtbot, tasks, workspace):
    visit = VisitPresenter(workspace, tasks)
    desk = RoutineDesk(visit, workspace, tasks)
    visit.analyse(workspace.store.get("c2"), Path("photo.jpg"), "en")
    qtbot.waitUntil(lambda: not tasks.busy)
    return desk, visit


def ids(desk):
    return [item.product.id for item in desk.routine.recommendations]


def test_each_change_is_undone_in_its_turn(shown):
    desk, visit = shown
    before = desk.routine
    first = ids(desk)[0]
    desk.remove(first)
    after = desk.routine
    assert first not in ids(desk)
    desk.mark_bought(ids(desk)[0], bought=True)
    desk.write_note(ids(desk)[0], "  for travelling ")
    assert desk.routine.recommendations[0].note == "for travelling"
    for _ in range(2):
        desk.undo()
    assert desk.routine == after == visit.routine
    desk.undo()
    assert desk.routine == before
    assert not desk.can_undo
    desk.undo()
    assert desk.routine == before


def test_a_product_is_swapped_and_added(shown):
    desk, _ = shown
    place = next(item.product.id for item in desk.routine.recommendations if desk.swaps(item.product.id))
    offer = desk.swaps(place)[0]
    desk.swap(place, offer.product.id)
    assert desk.routine.item(offer.product.id).origin is Origin.SWAPPED
    desk.remove(offer.product.id)
    addition = desk.additions()[0]
    desk.add(addition.product.id)
    assert desk.routine.item(addition.product.id).origin is Origin.ADDED


def test_every_product_is_there_or_told_why_not(shown):
    desk, _ = shown
    told = [item.product_id for item in desk.why_not()]
    assert sorted([*told, *ids(desk)]) == sorted(product.id for product in desk.products)


def test_wishes_change_the_routine_and_are_kept_with_the_client(qtbot, shown, tasks, workspace):
    desk, visit = shown
    before = desk.routine
    desk.mark_bought(ids(desk)[0], bought=True)
    wished = replace(desk.profile, products_at_most=1, wishes=("redness",), used_actives=("retinoid",))
    desk.respect(wished)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert len(desk.routine.recommendations) == 1
    assert visit.client.details.profile == wished == workspace.store.get("c2").details.profile
    desk.undo()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert workspace.store.get("c2").details.profile.products_at_most is None
    desk.undo()
    assert desk.routine == before
    desk.respect(desk.profile)
    assert not desk.can_undo


def test_a_kept_visit_is_not_written_over(qtbot, shown):
    desk, visit = shown
    with qtbot.waitSignal(visit.saved):
        visit.save()
    before = desk.routine
    desk.remove(ids(desk)[0])
    desk.mark_bought(ids(desk)[0], bought=True)
    desk.respect(Profile(products_at_most=1))
    assert desk.routine == before
    assert (desk.may_change, desk.can_undo, desk.additions(), desk.swaps(ids(desk)[0])) == (False, False, (), ())
    assert desk.why_not() == before.exclusions


def test_another_face_has_nothing_to_undo(qtbot, shown, tasks, workspace):
    desk, visit = shown
    desk.remove(ids(desk)[0])
    visit.analyse(workspace.store.get("c1"), Path("photo.jpg"), "en")
    qtbot.waitUntil(lambda: not tasks.busy)
    assert not desk.can_undo
    visit.leave()
    assert desk.additions() == ()


def test_what_the_house_dropped_is_still_told(shown):
    desk, _ = shown
    assert desk.active_name("gone", "en") == "gone"
    assert desk.grounds("en").sources("gone") == ()


def test_a_note_is_kept_at_every_letter_and_undone_as_one(shown):
    desk, visit = shown
    key, before = ids(desk)[0], desk.routine
    edited = []
    visit.edited.connect(lambda: edited.append(visit.routine.item(key).note))
    for text in ("t", "tw", "twice "):
        desk.type_note(key, text)
    desk.write_note(key, "twice ")
    assert edited == ["t", "tw", "twice ", "twice"]
    desk.undo()
    assert desk.routine == before
    assert not desk.can_undo


def test_what_is_taken_away_is_told(qtbot, shown):
    desk, _ = shown
    key = ids(desk)[0]
    desk.write_note(key, "twice")
    with qtbot.waitSignal(desk.unnoted):
        desk.write_note(key, "")
    desk.undo()
    assert desk.routine.item(key).note == "twice"
    name = desk.routine.item(key).product.name
    with qtbot.waitSignal(desk.taken_out) as heard:
        desk.remove(key)
    assert heard.args == [name]
