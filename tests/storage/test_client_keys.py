import pytest

from consultant_app.domain.errors import StorageError
from consultant_app.storage.client_keys import ClientKeys
from consultant_app.storage.faults import Faults


def test_a_key_opens_for_its_client_only(faults: Faults) -> None:
    keys = ClientKeys(b"w" * 32, faults)
    sealed = keys.new("anna")
    assert len(keys.open("anna", sealed)) == 32
    assert keys.open("anna", sealed) != keys.open("anna", keys.new("anna"))
    for client, data, ring in (
        ("berta", sealed, keys),
        ("anna", sealed[:-1] + bytes([sealed[-1] ^ 1]), keys),
        ("anna", sealed, ClientKeys(b"x" * 32, faults)),
    ):
        with pytest.raises(StorageError, match="damaged"):
            ring.open(client, data)
