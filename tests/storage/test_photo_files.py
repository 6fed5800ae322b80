import numpy as np
import pytest

from consultant_app.domain.errors import StorageError
from consultant_app.storage.photo_files import FILE_KINDS, contents_of, read_photo
from consultant_app.storage.photo_vault import Owner, PhotoVault

OWNER, KEY = Owner("c", "v"), b"k" * 32


def test_a_photo_with_a_side_is_four_files_and_reads_back(tmp_path, faults, series):
    vault = PhotoVault(tmp_path, faults)
    files = {file.kind: file for file in vault.put_all(OWNER, contents_of(series), KEY)}
    assert set(files) == {"photo", "maps", "photo_left", "maps_left"} <= set(FILE_KINDS)
    read = read_photo(vault, OWNER, files, KEY, series.analysis)
    assert read.views == series.views
    assert np.abs(read.rgb.astype(int) - series.rgb).mean() < 3


def test_files_are_written_all_or_none(tmp_path, faults, photo):
    vault = PhotoVault(tmp_path, faults)

    def broken():
        yield from contents_of(photo)
        raise StorageError("full")

    with pytest.raises(StorageError):
        vault.put_all(OWNER, broken(), KEY)
    assert vault.names() == set()
