from pathlib import Path

import pytest

from consultant_app.domain.clients import Consent
from consultant_app.domain.consent import ConsentKind, Signature, WithdrawalEffect
from consultant_app.services.access import UseCase
from consultant_app.ui.presenters.privacy import PrivacyPresenter

DRAWN = Signature(600, 150, (((0, 0), (300, 90)),))


@pytest.fixture
def settle(qtbot, tasks):
    return lambda: qtbot.waitUntil(lambda: not tasks.busy)


@pytest.fixture
def made(tasks, workspace, settle):
    def make(client_id="c2"):
        presenter = PrivacyPresenter(workspace.store, tasks, workspace.store.get(client_id))
        presenter.load("en")
        settle()
        return presenter

    return make


def test_nothing_to_save_until_something_changes(made):
    presenter = made()
    assert not presenter.touched
    presenter.choose(ConsentKind.CONTACT, given=True)
    assert presenter.touched
    assert presenter.needs_signature
    presenter.choose(ConsentKind.CONTACT, given=False)
    assert not presenter.touched


def test_giving_is_signed(qtbot, made, workspace, settle):
    presenter = made()
    presenter.choose(ConsentKind.IMPROVE_MODEL, given=True)
    with qtbot.waitSignal(presenter.recorded) as heard:
        presenter.record("fr", DRAWN)
    assert heard.args[0].details.consent.improve_model
    assert workspace.store.consents.signatures == [DRAWN]
    assert not presenter.touched
    settle()


def test_taking_back_is_not_signed_but_said_before(qtbot, made, workspace, settle):
    presenter = made()
    workspace.store.consents.goes = WithdrawalEffect(visits=2)
    presenter.choose(ConsentKind.KEEP_RESULTS, given=False)
    assert not presenter.needs_signature
    with qtbot.waitSignal(presenter.asked) as heard:
        presenter.record("en", None)
    assert heard.args == [WithdrawalEffect(visits=2)]
    settle()
    assert workspace.store.consents.history("c2") == []
    with qtbot.waitSignal(presenter.recorded):
        presenter.settle()
    presenter.settle()
    settle()
    [act] = workspace.store.consents.history("c2")
    assert not act.signed
    assert not workspace.store.get("c2").details.consent.keep_results


def test_new_words_are_signed_although_nothing_else_changed(made, workspace):
    workspace.store.consents.outdated.add("c2")
    presenter = made()
    assert presenter.touched
    assert presenter.needs_signature
    for kind in ConsentKind:
        presenter.choose(kind, given=False)
    assert not presenter.needs_signature


def test_who_allows_nothing_need_not_sign(made, workspace):
    workspace.store.consents.outdated.add("c4")
    presenter = made("c4")
    assert presenter.client.details.consent == Consent()
    assert not presenter.touched


def test_all_is_handed_out_and_erased(qtbot, made, workspace, settle):
    presenter = made()
    with qtbot.waitSignal(presenter.exported) as heard:
        presenter.export(Path("a.zip"), "fr")
    assert heard.args == [Path("a.zip")]
    assert workspace.store.portability.written == [("c2", Path("a.zip"), "fr")]
    workspace.store.portability.unwritable = True
    with qtbot.waitSignal(presenter.failed):
        presenter.export(Path("a.zip"), "fr")
    with qtbot.waitSignal(presenter.erased):
        presenter.erase()
    assert "c2" not in workspace.store.clientele
    settle()


def test_what_a_role_may_not_do_is_not_offered(made, workspace):
    presenter = made()
    assert presenter.may_export
    assert presenter.may_erase
    workspace.store.access.denied = {UseCase.EXPORT_CLIENT, UseCase.ERASE_CLIENT}
    assert not presenter.may_export
    assert not presenter.may_erase
