"""A key of her own for every client, so that destroying it makes all copies of her files unreadable."""

from consultant_app.storage.faults import Faults
from consultant_app.storage.sealing import Sealed, UnsealError, new_key, seal, unseal

_NONCE_BYTES = 12


class ClientKeys:
    """Makes and opens the clients' keys.

    Args:
        wrapping_key: The store's subkey for them.
        faults: Makes the errors.
    """

    def __init__(self, wrapping_key: bytes, faults: Faults) -> None:
        self._wrapping_key = wrapping_key
        self._faults = faults

    def new(self, client_id: str) -> bytes:
        """A new random key, sealed: nonce, then ciphertext and tag."""
        return self.wrap(client_id, new_key())

    def wrap(self, client_id: str, key: bytes) -> bytes:
        """A key of hers, sealed as ``new`` does."""
        sealed = seal(self._wrapping_key, key, _context(client_id))
        return sealed.nonce + sealed.data

    def open(self, client_id: str, sealed: bytes) -> bytes:
        """The key that ``new`` sealed.

        Raises:
            StorageError: it was altered, or is another client's.
        """
        parts = Sealed(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:])
        try:
            return unseal(self._wrapping_key, parts, _context(client_id))
        except UnsealError as error:
            raise self._faults("damaged") from error


def _context(client_id: str) -> str:
    return f"client-key|{client_id}"
