"""Lists what the program is made of: a bill of materials (CycloneDX 1.6, JSON) and the licences, for an installer.

::

    .venv/bin/python installer/inventory.py dist

The packages are those of ``requirements/app.txt``, so the list is that of every supported system, whichever this
one is; licences come from the packages that are installed here. The same lock gives the same bytes.
"""

import argparse
import json
import re
import sys
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

_ROOT = Path(__file__).resolve().parent.parent
LOCK = _ROOT / "requirements" / "app.txt"
_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?:\s*;\s*(?P<marker>[^\\]+))?")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_NOT_HERE = "not installed on this system: see the package"
_LONGEST = 80
"""Some packages put a licence's whole text where its name belongs."""


@dataclass
class Package:
    """One package of the lock."""

    name: str
    version: str
    marker: str = ""
    hashes: list[str] = field(default_factory=list)
    licence: str = _NOT_HERE


def packages(lock: str) -> list[Package]:
    """The packages of a lock file, by name."""
    found: list[Package] = []
    for line in lock.splitlines():
        if pin := _PIN.match(line):
            found.append(Package(pin["name"].lower(), pin["version"], (pin["marker"] or "").strip()))
        if found:
            found[-1].hashes += _HASH.findall(line)
    for package in found:
        package.licence = licence_of(package.name)
    return sorted(found, key=lambda package: (package.name, package.version))


def licence_of(name: str) -> str:
    """What a package that is installed says of its licence."""
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return _NOT_HERE
    if "License-Expression" in told:
        return told["License-Expression"]
    classified = [
        value.rsplit(" :: ", 1)[-1]
        for value in told.get_all("Classifier") or ()
        if value.startswith("License ::") and value != "License :: OSI Approved"
    ]
    named = told["License"].strip().splitlines() if "License" in told else []
    if classified:
        return ", ".join(sorted(classified))
    return named[0] if named and len(named[0]) <= _LONGEST else "not stated: see the package"


def bill_of_materials(found: list[Package], program: str) -> dict[str, object]:
    """The packages as CycloneDX 1.6; without a time, so that nothing but the lock decides its content."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, ' '.join(f'{p.name}=={p.version}' for p in found))}",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "consultant-app", "version": program}},
        "components": [_component(package) for package in found],
    }


def _component(package: Package) -> dict[str, object]:
    purl = f"pkg:pypi/{package.name.replace('_', '-')}@{package.version}"
    component: dict[str, object] = {
        "type": "library",
        "bom-ref": purl,
        "name": package.name,
        "version": package.version,
        "purl": purl,
        "hashes": [{"alg": "SHA-256", "content": digest} for digest in package.hashes],
        "licenses": [{"license": {"name": package.licence}}],
    }
    if package.marker:
        component["properties"] = [{"name": "python:marker", "value": package.marker}]
    return component


def licence_table(found: list[Package]) -> str:
    """The licences as a table in Markdown."""
    rows = [f"| {p.name} | {p.version} | {p.licence.replace('|', '/')} |" for p in found]
    return "\n".join(["# Licences", "", "| package | version | licence |", "|---|---|---|", *rows, ""])


def write(folder: Path, lock: Path = LOCK) -> list[Path]:
    """Write both lists into a folder and return their paths. Raises ``OSError``."""
    found = packages(lock.read_text(encoding="utf-8"))
    program = re.search(r'__version__ = "([^"]+)"', (_ROOT / "consultant_app" / "__init__.py").read_text("utf-8"))
    bill = bill_of_materials(found, program[1] if program else "unknown")
    folder.mkdir(parents=True, exist_ok=True)
    written = {"sbom.cdx.json": json.dumps(bill, indent=1) + "\n", "licences.md": licence_table(found)}
    for name, content in written.items():
        (folder / name).write_text(content, encoding="utf-8")
    return [folder / name for name in written]


def main() -> int:
    """Write both lists."""
    parser = argparse.ArgumentParser(description="List what the program is made of.")
    parser.add_argument("folder", type=Path, help="where to")
    for path in write(parser.parse_args().folder):
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
