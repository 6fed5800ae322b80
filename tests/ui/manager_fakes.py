"""A manager's services in memory: figures of invented visits, and a catalogue that is checked for real."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random

from consultant_app.domain.analysis import Analysis
from consultant_app.domain.catalogue_edit import SHIPPED, Draft, Effect, Version, Workbook
from consultant_app.domain.change import Change, Verdict
from consultant_app.domain.clients import Profile
from consultant_app.domain.criteria import CRITERIA
from consultant_app.domain.errors import CatalogueError
from consultant_app.domain.faults import Fault
from consultant_app.domain.model_card import CriterionCard, ModelCard
from consultant_app.domain.statistics import AdvisedFact, CameraHealth, Dashboard, RefusalFact, VisitFact
from consultant_app.services.catalogue import House, house_of, load_house
from consultant_app.services.catalogue_desk import PastNeed
from consultant_app.services.catalogue_exchange import read_sheets, write_sheets
from consultant_app.services.catalogue_sheets import Files, shipped_workbook
from consultant_app.services.recommendation import RecommendationService
from consultant_app.services.statistics import Facts, dashboard
from consultant_app.services.statistics_export import write_statistics
from consultant_app.services.statistics_tables import changes_table, pairs_of
from tests.ui.made_results import NOW, UNSAID, made_analysis

NAMES = {"m": "Hélène Marchand", "n": "Noor Bellamy", "i": "Iris Fontanel-Delacourt", "t": "Théo Vasseur"}
TODAY = date(2026, 11, 23)


@cache
def _made(days: int) -> Dashboard:
    return dashboard(*_facts(days))


def _facts(days: int):
    random = Random(days)  # noqa: S311 - invented visits
    products = list(load_house().catalogue.products.values())
    visits = [_visit(place, days, random, products) for place in range(days * 4)]
    visits.sort(key=lambda fact: fact.at)
    troubles = (("dim",), ("uneven_light",), ("blurred",), ("turned",), ("glasses",), ("no_face",))
    refusals = [
        RefusalFact(NOW, random.choice(("Rive Gauche", "Galerie Vivienne")), random.choice(troubles))
        for _ in range(days)
    ]
    cards = tuple(
        CriterionCard(key, key not in ("pores", "firmness"), None, None, None, 7.0, None, None) for key in CRITERIA
    )
    card = ModelCard(made_analysis().model, "house", "rendered", (), 40, cards, ())
    told = {client: [_verdict(key, random) for key in CRITERIA] for client in pairs_of(visits)}
    cameras = (CameraHealth("Logitech Brio 4K", 12, due=False), CameraHealth("FaceTime HD", 41, due=True))
    start = TODAY - timedelta(days=days - 1)
    return Facts(visits, refusals, NAMES), start, TODAY, card, changes_table(told), cameras


def _verdict(key: str, random: Random) -> Verdict:
    if key in UNSAID:
        return Verdict(key, Change.NOT_COMPARABLE)
    changes = (Change.IMPROVED, Change.NO_MEASURABLE_CHANGE, Change.DECLINED)
    return Verdict(key, random.choices(changes, (3, 6, 1))[0])


def _visit(place: int, days: int, random: Random, products: list) -> VisitFact:
    at = datetime(2026, 11, 23, random.randrange(9, 18), tzinfo=UTC) - timedelta(days=random.randrange(days))
    keys = [key for key in CRITERIA if key not in UNSAID]
    unsaid = frozenset(random.sample(keys, 1)) if random.random() < 0.6 else frozenset()
    return VisitFact(
        id=f"v{place}",
        client_id=f"c{random.randrange(days * 3)}",
        at=at,
        consultant=random.choices(list(NAMES), (2, 6, 5, 3))[0],
        born=None if random.random() < 0.1 else date(random.randrange(1950, 2005), 3, 9),
        model_version=random.choices(("0.3.0", "0.4.0"), (1, 3))[0],
        priorities=tuple(random.sample(keys, random.randrange(2, 5))),
        said=frozenset(keys) - unsaid,
        unsaid=unsaid,
        advised=tuple(
            AdvisedFact(item.id, item.name, bought=random.random() < 0.4)
            for item in random.sample(products, random.randrange(1, 5))
        ),
    )


class FakeCounting:
    def __init__(self) -> None:
        self.refusals: list[tuple[tuple[str, ...], str]] = []

    def refused(self, reasons, counter: str) -> None:
        self.refusals.append((tuple(reasons), counter))


@cache
def _shipped() -> tuple[Workbook, House]:
    return shipped_workbook(), load_house()


class FakeCatalogues:
    """Keeps versions in memory; what it says of sheets is what the real checks say."""

    def __init__(self) -> None:
        self.books: list[Workbook] = []
        self.kept: Workbook | None = None
        self.log: list[Version] = []
        self.visits = 3

    @property
    def newest(self) -> Workbook:
        return self.books[-1] if self.books else _shipped()[0]

    def versions(self) -> list[Version]:
        return [*reversed(self.log), Version(SHIPPED)]

    def draft(self) -> Draft:
        book = self.kept or self.newest
        return Draft(book, len(self.books), book != self.newest, self.checked(book))

    def keep(self, book: Workbook, based_on: int) -> None:  # noqa: ARG002 - as the service has it
        self.kept = book

    def discard(self) -> None:
        self.kept = None

    def checked(self, book: Workbook) -> tuple[Fault, ...]:
        if book == _shipped()[0]:
            return ()
        files = Files(book)
        try:
            house_of(files.raw)
        except CatalogueError as error:
            return tuple(map(files.placed, error.faults))
        return ()

    def import_file(self, path: Path, book: Workbook, sheet: str, language: str) -> Workbook:
        taken = book.with_sheets(read_sheets(path, sheet, language))
        faults = self.checked(taken)
        if faults:
            raise CatalogueError(faults)
        return taken

    def export_file(self, path: Path, book: Workbook, sheet: str, language: str) -> None:
        write_sheets(path, book, sheet, language)

    def past(self, count: int) -> list[PastNeed]:
        names = ("Camille Dubois-Lefèvre", "Amara Okafor", "Yuki Tanaka")
        return [
            PastNeed(f"v{place}", NOW - timedelta(days=place), names[place % 3], _seen(), Profile(), 41)
            for place in range(min(count, self.visits))
        ]

    def effect(self, book: Workbook, past) -> list[Effect]:
        old, new = (house_of(Files(each).raw) for each in (self.newest, book))
        services = [RecommendationService(each.catalogue, each.rules) for each in (old, new)]
        before, after = (each.recommend(_seen(), Profile(), age=41) for each in services)
        return [Effect(need.visit_id, need.at, need.display_name, before, after) for need in past]

    def publish(self, book: Workbook, note: str = "") -> Version:
        return self._add(book, note, None)

    def roll_back(self, number: int, note: str = "") -> Version:
        return self._add(self.books[number - 1] if number else _shipped()[0], note, number)

    def _add(self, book: Workbook, note: str, restored: int | None) -> Version:
        self.books.append(book)
        self.kept = None
        self.log.append(Version(len(self.books), NOW, "m", note, restored))
        return self.log[-1]


@cache
def _seen() -> Analysis:
    return made_analysis()


class FakeManagement:
    """What the manager's area works with."""

    def __init__(self) -> None:
        self.catalogues = FakeCatalogues()
        self.statistics = FakeCounting()
        self.problem: Exception | None = None

    def names(self) -> dict[str, str]:
        return NAMES

    def dashboard(self, days: int) -> Dashboard:
        if self.problem is not None:
            raise self.problem
        return _made(days)

    def export(self, path: Path, shown: Dashboard, language: str) -> None:
        write_statistics(path, shown, language)
