"""One program at a time holds a store's folder."""

from pathlib import Path

from filelock import FileLock, Timeout

from consultant_app.storage.faults import Faults


def hold(folder: Path, faults: Faults) -> FileLock:
    """Take the folder, until the lock is released or the program ends, even by a crash.

    Raises:
        StorageError: another program holds it, or the folder cannot be written.
    """
    lock = FileLock(folder / "store.lock", thread_local=False)
    with faults.translated():
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise faults("in_use") from error
    return lock
