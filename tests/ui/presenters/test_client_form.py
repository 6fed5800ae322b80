import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultant_app.domain.clients import ClientDraft, Consent, Profile
from consultant_app.ui.presenters.client_form import (
    FormProblem,
    FormValues,
    read_form,
    values_from_json,
    values_of,
    values_to_json,
)

TODAY = date(2026, 11, 23)
word = st.from_regex(r"[A-Za-zÀ-ÿ]{1,12}", fullmatch=True)
drafts = st.builds(
    ClientDraft,
    first_name=word,
    last_name=word | st.just(""),
    birth_date=st.none() | st.dates(date(1910, 1, 1), TODAY),
    email=word,
    phone=word,
    language=st.sampled_from(["en", "fr"]),
    notes=word,
    consent=st.builds(Consent, st.booleans(), st.booleans(), st.booleans(), st.booleans()),
    profile=st.builds(
        Profile,
        allergens=st.lists(word.map(str.upper), unique=True, max_size=4).map(tuple),
        pregnancy=st.booleans(),
        sensitive=st.booleans(),
        fragrance_free=st.booleans(),
        budget=st.none() | st.integers(1, 900000).map(lambda cents: cents / 100),
    ),
)


@given(drafts)
def test_what_is_shown_reads_back_as_it_was(draft):
    assert read_form(values_of(draft), TODAY) == (draft, frozenset())


def test_a_name_is_needed():
    assert read_form(FormValues(first_name="  "), TODAY) == (None, frozenset({FormProblem.NAME}))


@pytest.mark.parametrize("text", ["31/02/1990", "yesterday", "1/1/1890", "24/11/2026", "1990"])
def test_an_impossible_date_is_objected_to(text):
    assert read_form(FormValues(first_name="A", birth_date=text), TODAY)[1] == {FormProblem.BIRTH_DATE}


@pytest.mark.parametrize("text", ["9/3/1984", "09.03.1984", " 09-03-1984 ", "9 3 1984"])
def test_a_date_may_be_written_in_several_ways(text):
    draft, _ = read_form(FormValues(first_name="A", birth_date=text), TODAY)
    assert draft is not None
    assert draft.birth_date == date(1984, 3, 9)


@pytest.mark.parametrize(("text", "amount"), [("120", 120.0), ("1 200,50", 1200.5), ("99.9", 99.9), ("", None)])
def test_an_amount_may_have_point_or_comma(text, amount):
    draft, _ = read_form(FormValues(first_name="A", budget=text), TODAY)
    assert draft is not None
    assert draft.profile.budget == amount


@pytest.mark.parametrize("text", ["-5", "0", "a lot", "1,2,3", "nan", "12345678"])
def test_an_impossible_amount_is_objected_to(text):
    assert read_form(FormValues(first_name="A", budget=text), TODAY)[1] == {FormProblem.BUDGET}


def test_everything_wrong_is_said_at_once():
    values = replace(FormValues(), birth_date="x", budget="x")
    assert read_form(values, TODAY)[1] == frozenset(FormProblem)


def test_allergens_are_told_apart_and_written_as_inci_is():
    draft, _ = read_form(FormValues(first_name="A", allergens=" linalool; Benzyl  alcohol,,LINALOOL"), TODAY)
    assert draft is not None
    assert draft.profile.allergens == ("LINALOOL", "BENZYL ALCOHOL")


def test_a_form_survives_json():
    values = FormValues(
        first_name="Zo",
        budget="12,5",
        consent=Consent(analysis=True, keep_photos=True),
        kept=Profile(wishes=("redness",), owned=("p1",), products_at_most=3),
    )
    assert values_from_json(json.loads(json.dumps(values_to_json(values)))) == values
