from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from consultant_app.domain.clients import Consent
from consultant_app.domain.consent import ConsentKind, Signature, WithdrawalEffect, allowed, consent_to

points = st.tuples(st.integers(0, 2000), st.integers(0, 2000))
strokes = st.lists(st.lists(points, min_size=1, max_size=9).map(tuple), max_size=5).map(tuple)


@given(strokes)
def test_a_signature_comes_back_as_it_was_drawn(drawn):
    signature = Signature(600, 200, drawn)
    assert Signature.from_bytes(signature.to_bytes()) == signature


def test_a_touch_is_no_signature_and_a_resting_hand_neither():
    line = Signature(600, 200, (((0, 0), (60, 0)),))
    assert line.drawn
    assert not replace(line, strokes=(((0, 0), (20, 0)), ((0, 0), (20, 0)))).drawn
    assert not replace(line, strokes=(((5, 5),),)).drawn
    assert not replace(line, strokes=()).drawn
    assert not replace(line, strokes=(tuple((at % 600, 0) for at in range(20_001)),)).drawn


@given(st.frozensets(st.sampled_from(ConsentKind)))
def test_kinds_and_consent_say_the_same(kinds):
    assert allowed(consent_to(kinds)) == kinds


def test_every_consent_has_a_kind():
    assert consent_to(frozenset(ConsentKind)) == Consent(True, True, True, True, True)


def test_an_effect_is_something_or_nothing():
    assert not WithdrawalEffect()
    assert WithdrawalEffect(drafts=1)
