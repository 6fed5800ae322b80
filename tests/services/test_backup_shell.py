import io
from collections.abc import Callable
from pathlib import Path

import pytest

from consultant_app.cli import main
from consultant_app.domain.clients import ClientDraft
from consultant_app.services.store import StoreSession


@pytest.fixture
def phrase(open_session: Callable[..., StoreSession]) -> str:
    """The passphrase of a store with one client, closed."""
    session = open_session()
    session.people.appoint_manager("Claire", "2580")
    session.clients.create(ClientDraft("Anna"))
    session.close()
    assert session.recovery_passphrase is not None
    return session.recovery_passphrase


def _run(*words: str | Path) -> int:
    return main([str(word) for word in words])


def test_backed_up_verified_and_restored_on_a_new_computer(
    phrase: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    share, here = tmp_path / "share", ("--folder", tmp_path / "store", "--keystore", "file")
    share.mkdir()
    assert _run("backup", share, *here) == 0
    assert "1 clients, 0 visits" in capsys.readouterr().out
    assert _run("verify", share, *here) == 0
    assert "whole" in capsys.readouterr().out
    new = ("--folder", tmp_path / "new", "--keystore", "file")
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{phrase}\n"))
    assert _run("verify", share, *new) == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("AAAA-AAAA-AAAA\n"))
    assert _run("restore", share, *new) == 1
    assert "not the recovery passphrase" in capsys.readouterr().err
    assert not (tmp_path / "new" / "store.db").exists()
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{phrase}\n"))
    assert _run("--language", "fr", "restore", share, *new) == 0
    assert "1 clients" in capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{phrase}\n"))
    assert _run("restore", share, *new) == 1
    assert "--replace" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{phrase}\n"))
    assert _run("restore", share, "--replace", *new) == 0
    assert not list((tmp_path / "new").glob("before-restore-*"))
    assert len(list(share.glob("*/*/manifest.json"))) == 2


@pytest.mark.usefixtures("phrase")
def test_a_damaged_backup_is_told_by_verify(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    here = ("--folder", tmp_path / "store", "--keystore", "file")
    assert _run("backup", *here) == 0
    next((tmp_path / "backups").glob("*/*/*.db")).write_bytes(b"rotten")
    assert _run("verify", *here) == 1
    assert "damaged" in capsys.readouterr().out


def test_a_new_key_takes_the_place_of_the_former_and_the_passphrase_stays(
    phrase: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here = ("--folder", tmp_path / "store", "--keystore", "file")
    before = (tmp_path / "store" / "store.db").read_bytes()
    monkeypatch.setattr("sys.stdin", io.StringIO("AAAA-AAAA-AAAA\n"))
    assert _run("renew-key", *here) == 1
    assert "not the recovery passphrase" in capsys.readouterr().err
    assert (tmp_path / "store" / "store.db").read_bytes()[:1024] == before[:1024]
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{phrase}\n"))
    assert _run("renew-key", *here) == 0
    assert "new key" in capsys.readouterr().out
    assert (tmp_path / "store" / "store.db").read_bytes()[:1024] != before[:1024]
    (tmp_path / "store" / "keystore.key").unlink()
    assert _run("backup", *here) == 1
    assert "enter the recovery passphrase" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{phrase}\n"))
    assert _run("renew-key", *here) == 0


def test_a_folder_without_a_store_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("backup", "verify", "renew-key"):
        assert _run(command, "--folder", tmp_path / "nothing", "--keystore", "file") == 1
        assert "no client store" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
