"""Runs every fault at its full number and writes the table of ``docs/reliability.md``.

::

    python -m tests.reliability.figures            # all, about half an hour on a free machine
    python -m tests.reliability.figures --scale 0.1  # a tenth of it, to try

It is a command, not a test: it measures times, and takes long.
"""

import argparse
import platform
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from consultant_app.files import write_atomically
from consultant_app.storage.restored import Wanted, restore
from consultant_app.texts import texts
from tests.reliability.images import decode_mutated
from tests.reliability.kills import kill_often
from tests.reliability.made import NOW, PHRASE, add_clients, cheap_keys, open_made, save
from tests.reliability.models import refuse_mutated
from tests.reliability.power import cut_often, record

_DOCUMENT = Path(__file__).resolve().parent.parent.parent / "docs" / "reliability.md"
_BEGIN, _END = "<!-- figures: begin -->", "<!-- figures: end -->"


def _power(place: Path, scale: float) -> list[str]:
    work = record(place, visits=40)
    found = cut_often(work, place, max(1, round(300 * scale)), seed=2026)
    harm = f"{found.lost}, {found.corrupt}, {found.unopened}"
    return [
        f"| simulated power cuts over {len(work.steps)} steps | {found.cuts} |",
        f"| acknowledged saves, log entries, erasures looked for after them | {found.acknowledged} |",
        f"| lost saves, corrupt databases, stores that did not open | {harm} |",
        f"| erased clients that came back, broken logs | {found.came_back}, {found.log_broken} |",
    ]


def _kills(place: Path, scale: float) -> list[str]:
    found = kill_often(place, max(4, round(200 * scale)), seed=2026, longest_s=1.5)
    harm = f"{found.lost}, {found.corrupt}, {found.unopened}, {found.bad_backups}"
    return [
        f"| kill -9 while saving, migrating, changing the key, backing up | {found.kills} |",
        f"| of these in the middle of the work | {found.mid_work} |",
        f"| lost saves, corrupt databases, stores that did not open, bad backups | {harm} |",
    ]


def _images(_: Path, scale: float) -> list[str]:
    found = decode_mutated(max(1, round(10_000 * scale)), seed=2026, largest="all")
    told = f"{found['photos']:.0f}, {found['refused']:.0f} refused, {found['decoded']:.0f} decoded"
    cost = f"{found['crashed']:.0f}; {found['slowest_s']} s; {found['grown_mb']} MB"
    return [
        f"| mutated photos, and three of 40 MP | {told} |",
        f"| crashes; slowest; most memory for one | {cost} |",
    ]


def _models(place: Path, scale: float) -> list[str]:
    tried, loaded = refuse_mutated(place, max(1, round(600 * scale)), seed=2026)
    return [f"| mutated models, and how many were loaded | {tried}, {loaded} |"]


def _restore(place: Path, scale: float) -> list[str]:
    count = max(2, round(10_000 * scale))
    store = open_made(place / "store")
    add_clients(store)
    for number in range(count):
        save(store, number)
    (place / "share").mkdir()
    began = time.perf_counter()
    store.backups.make(place / "share", NOW)
    backup_s = time.perf_counter() - began
    store.close()
    began = time.perf_counter()
    wanted = Wanted(place / "share", None, PHRASE, place / "new", "file")
    done = restore(wanted, texts("en"), datetime.now(UTC))
    restore_s = time.perf_counter() - began
    assert done.info.visits == count
    return [f"| {count} visits with photo and maps: first backup, restore | {backup_s:.0f} s, {restore_s:.0f} s |"]


PARTS: dict[str, Callable[[Path, float], list[str]]] = {
    "power": _power,
    "kills": _kills,
    "images": _images,
    "models": _models,
    "restore": _restore,
}


def main() -> None:
    """Measure, and write the table."""
    parser = argparse.ArgumentParser(description="Measure the store's reliability.")
    parser.add_argument("--scale", type=float, default=1.0, help="share of the full numbers")
    parser.add_argument("--only", choices=tuple(PARTS), action="append", help="some parts; the document is kept")
    options = parser.parse_args()
    cheap_keys()
    rows = []
    for name in options.only or PARTS:
        with tempfile.TemporaryDirectory(prefix=f"reliability-{name}-") as folder:
            rows += PARTS[name](Path(folder), options.scale)
        print("\n".join(rows[-4:]), flush=True)  # noqa: T201
    if options.only is None:
        write_table(_DOCUMENT, rows)


def write_table(document: Path, rows: list[str]) -> None:
    """Put the rows between the marks of a document."""
    before, _, rest = document.read_text(encoding="utf-8").partition(_BEGIN)
    _, _, after = rest.partition(_END)
    head = ["| what | result |", "|---|---|"]
    told = f"Measured {datetime.now(UTC):%Y-%m-%d} with Python {platform.python_version()} on {platform.system()}."
    table = "\n".join([_BEGIN, "", *head, *rows, "", told, "", _END])
    write_atomically(document, f"{before}{table}{after}".encode())


if __name__ == "__main__":
    main()
