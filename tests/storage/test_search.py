import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultant_app.storage.search import folded, index_of, queries


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Zoë  LEFÈVRE-Brœck", "zoe lefevre broeck"),
        ("O’Hara", "ohara"),
        ("d'Aït Saïd", "dait said"),
        ("Sørensen", "sorensen"),
        ("Łucja Weiß", "lucja weiss"),
        ("İpek", "ipek"),
        ("  ", ""),
        ("王 小明", "王 小明"),
    ],
)
def test_accents_case_and_signs_do_not_count(text: str, plain: str) -> None:
    assert folded(text) == plain


@given(st.text(max_size=30))
def test_a_text_finds_itself_however_it_is_written(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    index = index_of(text, "", "", "")
    assert all(query in index for query in queries(text))


def test_only_beginnings_of_words_are_found() -> None:
    index = index_of("Susan", "Bell", "s.bell@mail.example", "+33 6 39 98")
    assert all(query in index for query in queries("bel sus 3363998"))
    assert queries("an")[0] not in index
