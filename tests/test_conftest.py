import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

_SAMPLE = """
import logging
import pytest

def test_quiet():
    logging.getLogger("a").info("fine")

def test_noisy():
    logging.getLogger("a").warning("nobody expected this")

@pytest.mark.expects_log
def test_provoked():
    logging.getLogger("a").warning("wanted")

def test_shared(shared_data):
    pass
"""


def test_network_is_out_of_reach_but_this_machine_is_not():
    with pytest.raises(RuntimeError, match="never leave this machine"):
        socket.create_connection(("192.0.2.1", 9))
    with pytest.raises(RuntimeError, match="never leave this machine"):
        socket.getaddrinfo("example.invalid", 9)
    with socket.socket() as probe, pytest.raises(RuntimeError, match="never leave this machine"):
        probe.connect_ex(("192.0.2.1", 9))
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass


def test_home_and_keychain_are_not_the_persons_own():
    assert Path.home().name.startswith("tests-home-")
    assert os.environ["XDG_CONFIG_HOME"].startswith(str(Path.home()))
    assert os.environ["PYTHON_KEYRING_BACKEND"].endswith("fail.Keyring")


def test_unexpected_log_fails_and_absent_images_skip(tmp_path):
    tests = tmp_path / "checkout" / "tests"
    tests.mkdir(parents=True)
    tests.joinpath("conftest.py").write_bytes(Path(__file__).with_name("conftest.py").read_bytes())
    tests.joinpath("test_sample.py").write_text(_SAMPLE)
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--strict-markers", "-rA", str(tests)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "3 passed, 1 skipped, 1 error" in done.stdout
    assert "ERROR tests/test_sample.py::test_noisy" in done.stdout.replace("checkout/", "")
    assert "WARNING a: nobody expected this" in done.stdout
