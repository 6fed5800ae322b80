"""What holds for every test: no one's home, no network, no screen, and no warning that nobody expected."""

import atexit
import ipaddress
import logging
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

_ROOT = Path(__file__).resolve().parent.parent


def _isolate() -> None:
    """Point every folder of the person who runs the tests, and their keychain, at nothing of theirs.

    Done on import: some libraries read the environment when they are imported themselves.
    """
    home = Path(tempfile.mkdtemp(prefix="tests-home-")).resolve()
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    folders = {
        "HOME": home,
        "USERPROFILE": home,
        "APPDATA": home / "roaming",
        "LOCALAPPDATA": home / "local",
        "WIN_PD_OVERRIDE_APPDATA": home / "roaming",
        "WIN_PD_OVERRIDE_LOCAL_APPDATA": home / "local",
        "XDG_CONFIG_HOME": home / "config",
        "XDG_DATA_HOME": home / "data",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_STATE_HOME": home / "state",
        "XDG_RUNTIME_DIR": home / "runtime",
    }
    for name, folder in folders.items():
        folder.mkdir(mode=0o700, exist_ok=True)
        os.environ[name] = str(folder)
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["LANG"] = os.environ["LC_ALL"] = "C.UTF-8"
    os.environ.pop("LANGUAGE", None)


_isolate()

# The same examples on every run, and no verdict that depends on how busy the machine is.
settings.register_profile("project", derandomize=True, deadline=None)
settings.load_profile("project")


class NetworkForbiddenError(RuntimeError):
    """A test reached for the network. No OSError, lest the code under test takes it for a lost connection."""


def _is_local(host: object) -> bool:
    """Whether ``host`` is this machine; ``None`` and "" stand for it in a listener's address."""
    text = host.decode() if isinstance(host, bytes) else host
    if text is None or text in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(str(text).split("%", maxsplit=1)[0]).is_loopback
    except ValueError:
        return False


def _forbid_network() -> None:
    connect, connect_ex, getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def check(address: object) -> None:
        host = address[0] if isinstance(address, tuple) else None
        if not _is_local(host):
            raise NetworkForbiddenError(f"A test reached for {address}; tests never leave this machine.")

    def guarded_connect(self: socket.socket, address: Any) -> None:
        check(address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        check(address)
        return connect_ex(self, address)

    def guarded_getaddrinfo(host: Any, *arguments: Any, **options: Any) -> Any:
        check((host,))
        return getaddrinfo(host, *arguments, **options)

    socket.socket.connect = guarded_connect  # type: ignore[method-assign]
    socket.socket.connect_ex = guarded_connect_ex  # type: ignore[method-assign]
    socket.getaddrinfo = guarded_getaddrinfo


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "expects_log: the test provokes a warning in the log and checks it")
    _forbid_network()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Qt's own warnings fail a test too, except what its screenless platform says about itself."""
    session.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
    session.add_marker(pytest.mark.qt_log_ignore(r"^This plugin does not support "))


class _Unexpected(logging.Handler):
    """Keeps what is logged at WARNING or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _fail_on_unexpected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning that nobody expected is a fault that nobody has seen yet (after qutebrowser's logfail)."""
    if request.node.get_closest_marker("expects_log"):
        yield
        return
    handler = _Unexpected()
    logging.getLogger().addHandler(handler)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(handler)
    if handler.lines:
        pytest.fail(
            "Unexpected in the log (mark the test expects_log if it provokes this):\n" + "\n".join(handler.lines),
            pytrace=False,
        )


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of face images beside the checkout; the test is skipped where it is absent."""
    folder = _ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the face images (../shared/data) are not beside this checkout")
    return folder
