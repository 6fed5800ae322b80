import json
import re
from pathlib import Path

import inventory

LOCK = """\
numpy==2.3.0 \\
    --hash=sha256:{a} \\
    --hash=sha256:{b}
no-such-package==1.0 ; sys_platform == 'win32' \\
    --hash=sha256:{a}
""".format(a="a" * 64, b="b" * 64)


def test_every_package_of_the_lock_is_listed_with_hashes_and_licence(tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text(LOCK)
    bill_path, table_path = inventory.write(tmp_path / "dist", lock)
    bill = json.loads(bill_path.read_text(encoding="utf-8"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    missing, numpy = bill["components"]
    assert numpy["purl"] == "pkg:pypi/numpy@2.3.0"
    assert [entry["content"] for entry in numpy["hashes"]] == ["a" * 64, "b" * 64]
    assert "BSD" in numpy["licenses"][0]["license"]["name"]
    assert missing["properties"] == [{"name": "python:marker", "value": "sys_platform == 'win32'"}]
    assert "not installed" in missing["licenses"][0]["license"]["name"]
    assert "| numpy | 2.3.0 |" in table_path.read_text(encoding="utf-8")


def test_the_same_lock_gives_the_same_bytes(tmp_path: Path) -> None:
    first = [path.read_bytes() for path in inventory.write(tmp_path / "a")]
    assert first == [path.read_bytes() for path in inventory.write(tmp_path / "b")]


def test_the_real_lock_is_listed_whole() -> None:
    text = inventory.LOCK.read_text(encoding="utf-8")
    found = inventory.packages(text)
    assert len(found) == len(re.findall(r"^[a-z0-9][^\s=]*==", text, re.MULTILINE | re.IGNORECASE))
    assert all(package.hashes for package in found)
    assert {"pyqt6", "sqlcipher3", "cryptography", "argon2-cffi"} <= {package.name for package in found}
