import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultant_app.storage.sealing import KEY_BYTES, Sealed, UnsealError, derive, new_key, seal, unseal

_KEY = bytes(range(KEY_BYTES))


@given(st.binary(max_size=200), st.text(max_size=20))
def test_what_is_sealed_opens_again(plain: bytes, context: str) -> None:
    sealed = seal(_KEY, plain, context)
    assert unseal(_KEY, sealed, context) == plain
    assert len(sealed.data) == len(plain) + 16


@given(st.integers(0, 8 * 36 - 1))
def test_every_single_altered_bit_is_seen(bit: int) -> None:
    sealed = seal(_KEY, b"twenty bytes of text", "a")
    data = bytearray(sealed.data)
    data[bit // 8] ^= 1 << bit % 8
    with pytest.raises(UnsealError):
        unseal(_KEY, Sealed(sealed.nonce, bytes(data)), "a")


def test_another_key_context_or_nonce_does_not_open() -> None:
    sealed = seal(_KEY, b"x", "photo")
    for key, parts, context in (
        (new_key(), sealed, "photo"),
        (_KEY, sealed, "maps"),
        (_KEY, Sealed(bytes(12), sealed.data), "photo"),
        (_KEY, Sealed(b"", sealed.data), "photo"),
        (_KEY, Sealed(sealed.nonce, b""), "photo"),
    ):
        with pytest.raises(UnsealError):
            unseal(key, parts, context)


def test_equal_texts_are_sealed_differently() -> None:
    assert seal(_KEY, b"x", "a") != seal(_KEY, b"x", "a")


def test_each_purpose_has_its_own_key() -> None:
    assert derive(_KEY, "database") == derive(_KEY, "database")
    assert len({derive(_KEY, "database"), derive(_KEY, "clients"), _KEY}) == 3
