"""The evolution of one client: which two visits are compared, and what of them is shown."""

from enum import StrEnum

from PyQt6.QtCore import QObject, pyqtSignal

from consultant_app.domain.clients import Client
from consultant_app.domain.errors import ConsultantError
from consultant_app.domain.evolution import Evolution, PastVisit, Period
from consultant_app.domain.photo import RGB
from consultant_app.ui.ports import PairPort, Workspace
from consultant_app.ui.presenters.evolution_rows import EvolutionRow, evolution_rows
from consultant_app.ui.presenters.rescoring import Rescoring
from consultant_app.ui.tasks import Lane, Task, TaskRunner


class View(StrEnum):
    """What the large half of the screen shows."""

    CURVE = "curve"
    BESIDE = "beside"
    HANDLE = "handle"
    MAP = "map"


class Pictures(StrEnum):
    """Where the two photos stand."""

    UNASKED = "unasked"
    PREPARING = "preparing"
    READY = "ready"
    NOT_KEPT = "not_kept"
    FAILED = "failed"


class EvolutionPresenter(QObject):
    """Holds a client's story and what of it is chosen.

    Attributes:
        before, after: The visits that are compared; ``None`` before there are two.
        key: The criterion that is shown large.
        pair: Both photos in one frame and light, once ``pictures`` is ``READY``.
        map: The later photo with what differs in the chosen criterion; ``None`` where there is no such map (yet).

    Signals:
        changed: the story, the chosen visits, criterion or view changed.
        pictures_changed: the photos, or the map of their difference, came or went.
        failed: an environment error that the person must be told.
    """

    changed = pyqtSignal()
    pictures_changed = pyqtSignal()
    failed = pyqtSignal(object)

    def __init__(self, workspace: Workspace, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._tasks = tasks
        self.rescoring = Rescoring(workspace, tasks, self)
        self.rescoring.ended.connect(self._read)
        self.rescoring.failed.connect(self.failed)
        self.client: Client | None = None
        self.story: Evolution | None = None
        self.before: PastVisit | None = None
        self.after: PastVisit | None = None
        self.key = ""
        self.view = View.CURVE
        self.pictures = Pictures.UNASKED
        self.pair: PairPort | None = None
        self.map: RGB | None = None
        self.problem: ConsultantError | None = None
        self._fetching: Task | None = None
        self._drawing: Task | None = None

    def open(self, client: Client) -> None:
        """Show the story of a client, her first visit beside her last."""
        self.leave()
        self.client = client
        self._read()

    def leave(self) -> None:
        """Let go of the story; a re-scoring ends after the visit it is at."""
        self.rescoring.forget()
        self._drop_pictures()
        self.client = self.story = self.before = self.after = None
        self.key, self.view = "", View.CURVE
        self.changed.emit()

    @property
    def to_rescore(self) -> tuple[str, ...]:
        """The visits whose photo can be scored again by the model in use, but for those where that was vain."""
        todo = () if self.story is None else self.story.to_rescore()
        return tuple(each for each in todo if each not in self.rescoring.unread)

    @property
    def periods(self) -> tuple[Period, ...]:
        """What was advised between the chosen visits."""
        if self.story is None or self.before is None or self.after is None:
            return ()
        return self.story.periods(self.before.summary.id, self.after.summary.id)

    def rows(self, language: str) -> list[EvolutionRow]:
        """The criteria, ready to be shown; empty before there are two visits."""
        if self.story is None or self.before is None or self.after is None:
            return []
        return evolution_rows(self.story, self.before.summary.id, self.after.summary.id, language)

    def select(self, key: str) -> None:
        """Show this criterion large, and its difference map."""
        if key != self.key:
            self.key = key
            self.changed.emit()
            self._draw_map()

    def show_view(self, view: View) -> None:
        """Show another view; the photos are fetched when first asked for."""
        self.view = view
        self.changed.emit()
        self._fetch()

    def can_step(self, *, later: bool, by: int) -> bool:
        """Whether ``step`` would move the visit."""
        if self.story is None or self.before is None or self.after is None:
            return False
        visits = self.story.visits
        moved = visits.index(self.after if later else self.before) + by
        other = visits.index(self.before if later else self.after)
        return 0 <= moved < len(visits) and (moved > other if later else moved < other)

    def step(self, *, later: bool, by: int) -> None:
        """Move the earlier or the ``later`` visit on by some; onto or past the other it never moves."""
        if self.story is None or self.before is None or self.after is None:
            return
        if not self.can_step(later=later, by=by):
            return
        visits = self.story.visits
        if later:
            self._choose(self.before, visits[visits.index(self.after) + by])
        else:
            self._choose(visits[visits.index(self.before) + by], self.after)

    def touch(self, visit_id: str) -> None:
        """A visit was touched on the curve: the nearer of the two chosen ones becomes it."""
        if self.story is None or self.before is None or self.after is None:
            return
        visit = self.story.visit(visit_id)
        if visit in (self.before, self.after):
            return
        order = self.story.visits.index
        if order(visit) - order(self.before) < order(self.after) - order(visit):
            self._choose(visit, self.after)
        else:
            self._choose(self.before, visit)

    def rescore(self) -> None:
        """Score the older photos by the model in use."""
        self.rescoring.start(self.to_rescore)

    def _read(self) -> None:
        client = self.client
        if client is not None:
            service = self._workspace.evolution
            self._tasks.run(Lane.STORE, lambda: service.read(client.id), lambda story: self._take(client, story))

    def _take(self, client: Client, story: Evolution) -> None:
        if self.client is not client:
            return  # she was left for another client
        self.story = story
        if len(story.visits) < 2:
            self.changed.emit()
            return
        same = {visit.summary.id: visit for visit in story.visits}
        before, after = (None if each is None else same.get(each.summary.id) for each in (self.before, self.after))
        self._choose(before or story.visits[0], after or story.visits[-1])

    def _choose(self, before: PastVisit, after: PastVisit) -> None:
        if (before, after) != (self.before, self.after):
            self._drop_pictures()
        self.before, self.after = before, after
        rows = self.rows("en")
        if rows and self.key not in {row.key for row in rows}:
            self.key = rows[0].key
        self.changed.emit()
        self._fetch()

    def _drop_pictures(self) -> None:
        for task in (self._fetching, self._drawing):
            if task is not None:
                task.cancel()
        self._fetching = self._drawing = None
        self.pair = self.map = self.problem = None
        self._set_pictures(Pictures.UNASKED)

    def _set_pictures(self, stage: Pictures) -> None:
        self.pictures = stage
        self.pictures_changed.emit()

    def _fetch(self) -> None:
        before, after = self.before, self.after
        if self.view is View.CURVE or self.pictures is not Pictures.UNASKED or before is None or after is None:
            return
        if not (before.summary.has_photo and after.summary.has_photo):
            self._set_pictures(Pictures.NOT_KEPT)
            return
        self._set_pictures(Pictures.PREPARING)
        service = self._workspace.evolution
        self._fetching = self._tasks.run(
            Lane.INFERENCE,
            lambda: service.compare(before.summary.id, after.summary.id),
            self._take_pair,
            self._take_problem,
        )

    def _take_pair(self, pair: PairPort | None) -> None:
        self._fetching, self.pair = None, pair
        self._set_pictures(Pictures.NOT_KEPT if pair is None else Pictures.READY)
        self._draw_map()

    def _take_problem(self, problem: ConsultantError) -> None:
        self._fetching, self.problem = None, problem
        self._set_pictures(Pictures.FAILED)

    def _draw_map(self) -> None:
        if self._drawing is not None:
            self._drawing.cancel()
            self._drawing = None
        self.map = None
        pair, key = self.pair, self.key
        if pair is not None and key in pair.keys:
            self._drawing = self._tasks.run(Lane.POOL, lambda: pair.map_of(key), self._take_map)
        self.pictures_changed.emit()

    def _take_map(self, drawn: RGB) -> None:
        self._drawing, self.map = None, drawn
        self.pictures_changed.emit()
