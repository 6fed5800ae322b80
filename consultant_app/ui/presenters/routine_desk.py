"""What the consultant may do with the routine of the visit on screen, each step to be undone."""

from dataclasses import replace

from PyQt6.QtCore import QObject, pyqtSignal

from consultant_app.domain.analysis import Analysis
from consultant_app.domain.catalogue import Product
from consultant_app.domain.clients import Client, Profile
from consultant_app.domain.routine import Exclusion, Recommendation, Routine
from consultant_app.services.consultation import Consultation
from consultant_app.services.rules import Source
from consultant_app.ui.ports import Workspace
from consultant_app.ui.presenters.outcome import with_marks
from consultant_app.ui.presenters.routine import Grounds
from consultant_app.ui.presenters.visit import Phase, VisitPresenter
from consultant_app.ui.tasks import Lane, TaskRunner

_Step = tuple[Routine, Profile]
"""What undoing brings back."""


class RoutineDesk(QObject):
    """Changes the routine of a ``VisitPresenter`` until the visit is kept.

    Signals:
        changed: the routine, or what may be done with it, changed.
        marked: a note or a purchase was written down; the routine is the same.
        taken_out: the name of a product that was taken out; ``undo`` brings it back.
        unnoted: the name of a product whose note was deleted; ``undo`` brings it back.
        failed: an environment error (``ConsultantError``) kept wishes and habits from being stored.
    """

    changed = pyqtSignal()
    marked = pyqtSignal()
    taken_out = pyqtSignal(str)
    unnoted = pyqtSignal(str)
    failed = pyqtSignal(object)

    def __init__(
        self, visit: VisitPresenter, workspace: Workspace, tasks: TaskRunner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._visit = visit
        self._work = workspace
        self._tasks = tasks
        self._steps: list[_Step] = []
        self._noting: tuple[str, str] | None = None
        self._about: Analysis | None = None
        self._consulted: tuple[Analysis, Profile, Consultation] | None = None
        visit.phase_changed.connect(self._begin)
        visit.saved.connect(self.changed)
        # The first face shall not wait for the optimiser.
        tasks.run(Lane.POOL, workspace.recommendations.prepare, lambda _: None)

    @property
    def routine(self) -> Routine:
        """The routine as it stands."""
        return self._visit.routine

    @property
    def profile(self) -> Profile:
        """What the routine respects; empty without a client."""
        client = self._visit.client
        return Profile() if client is None else client.details.profile

    @property
    def may_change(self) -> bool:
        """Whether the routine may be changed: a kept visit is not written over."""
        return self._visit.phase is Phase.READY and self._visit.summary is None

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to undo."""
        return self.may_change and bool(self._steps)

    @property
    def families(self) -> tuple[str, ...]:
        """Families of actives that a client may already use."""
        return self._work.recommendations.families

    @property
    def products(self) -> tuple[Product, ...]:
        """All products of the house."""
        return tuple(self._work.recommendations.catalogue.products.values())

    def grounds(self, language: str) -> Grounds:
        """What the routine's words are made from."""
        return Grounds(language, self._visit.why, self._visit.analysis, self._sources, self.active_name)

    def active_name(self, family: str, language: str) -> str:
        """The name of a family of actives; its key where the house has dropped it."""
        try:
            return self._work.recommendations.active_name(family, language)
        except KeyError:
            return family

    def swaps(self, product_id: str) -> tuple[Recommendation, ...]:
        """What may stand in the place of a product, the closest first."""
        consultation = self._consultation()
        return () if consultation is None else consultation.swaps(self.routine, product_id)

    def additions(self) -> tuple[Recommendation, ...]:
        """What may be added, the most useful first."""
        consultation = self._consultation()
        return () if consultation is None else consultation.additions(self.routine)

    def why_not(self) -> tuple[Exclusion, ...]:
        """Each product that is not in the routine, and why."""
        consultation = self._consultation()
        return self.routine.exclusions if consultation is None else consultation.why_not(self.routine)

    def missing_shield(self) -> tuple[Product, ...]:
        """Products that ask for a sunscreen which she does not have."""
        consultation = self._consultation()
        return () if consultation is None else consultation.missing_shield(self.routine)

    def swap(self, product_id: str, other_id: str) -> None:
        """Put another product in the place of one."""
        consultation = self._consultation()
        if consultation is not None:
            self._take(consultation.swapped(self.routine, product_id, other_id))

    def add(self, product_id: str) -> None:
        """Add a product."""
        consultation = self._consultation()
        if consultation is not None:
            self._take(consultation.added(self.routine, product_id))

    def remove(self, product_id: str) -> None:
        """Take a product out."""
        consultation = self._consultation()
        if consultation is not None:
            name = self.routine.item(product_id).product.name
            self._take(consultation.removed(self.routine, product_id))
            self.taken_out.emit(name)

    def mark_bought(self, product_id: str, *, bought: bool) -> None:
        """Write down that she takes a product home, or does not."""
        self._mark(replace(self.routine.item(product_id), bought=bought))

    def type_note(self, product_id: str, note: str) -> None:
        """Take a note beside a product as it is typed, so that it is never lost; all its letters are one step."""
        item = self.routine.item(product_id)
        if not self.may_change or note == item.note:
            return
        if self._noting is None or self._noting[0] != product_id:
            self._noting = (product_id, item.note)
            self._steps.append((self.routine, self.profile))
        self._set(replace(item, note=note))

    def write_note(self, product_id: str, note: str) -> None:
        """Write a note beside a product: it was typed to its end."""
        self.type_note(product_id, note)
        item = self.routine.item(product_id)
        if note.strip() != item.note and self.may_change:
            self._set(replace(item, note=note.strip()))
        typed, self._noting = self._noting, None
        if typed is not None and typed[0] == product_id and typed[1] and not note.strip():
            self.unnoted.emit(item.product.name)

    def respect(self, profile: Profile) -> None:
        """Ask for the best routine under other wishes and habits; they are kept with the client."""
        visit, client, analysis = self._visit, self._visit.client, self._visit.analysis
        if client is None or analysis is None or profile == self.profile or not self.may_change:
            return
        advice, age = self._work.recommendations, self._age(client)

        def found(routine: Routine) -> None:
            # The next face may already be on screen; then this answer is not about it.
            if visit.analysis is analysis and self.may_change:
                self._steps.append((self.routine, self.profile))
                self._put(with_marks(routine, self.routine), profile)

        self._tasks.run(Lane.INFERENCE, lambda: advice.recommend(analysis, profile, age=age), found)

    def undo(self) -> None:
        """Bring back the routine, and the wishes and habits, before the last step."""
        if self.can_undo:
            self._noting = None
            routine, profile = self._steps.pop()
            self._put(routine, profile)

    @property
    def steps(self) -> int:
        """How many steps can be undone."""
        return len(self._steps)

    def _mark(self, item: Recommendation) -> None:
        if self.may_change:
            self._steps.append((self.routine, self.profile))
            self._set(item)

    def _set(self, item: Recommendation) -> None:
        """Put a product's marks in the place of those it had."""
        items = tuple(
            item if other.product.id == item.product.id else other for other in self.routine.recommendations
        )
        self._visit.put_routine(replace(self.routine, recommendations=items))
        self.marked.emit()

    def _take(self, routine: Routine) -> None:
        if self.may_change:
            self._steps.append((self.routine, self.profile))
            self._put(routine, self.profile)

    def _put(self, routine: Routine, profile: Profile) -> None:
        self._visit.put_routine(routine)
        client = self._visit.client
        if client is not None and profile != client.details.profile:
            self._keep(replace(client, details=replace(client.details, profile=profile)))
        self.changed.emit()

    def _keep(self, client: Client) -> None:
        self._visit.client = client
        clients = self._work.store.clients
        self._tasks.run(
            Lane.STORE, lambda: clients.update(client.id, client.details), lambda _: None, self.failed.emit
        )

    def _begin(self) -> None:
        """Another face: there is nothing to undo."""
        if self._visit.analysis is not self._about:
            self._about = self._visit.analysis
            self._steps.clear()
            self._noting = None
        self.changed.emit()

    def _consultation(self) -> Consultation | None:
        """The rules applied to the face on screen; ``None`` where nothing may be changed."""
        visit, analysis = self._visit, self._visit.analysis
        if not self.may_change or analysis is None or visit.client is None:
            return None
        known = self._consulted
        if known is None or known[0] is not analysis or known[1] != self.profile:
            advice = self._work.recommendations
            asked = advice.consult(analysis, self.profile, age=self._age(visit.client))
            known = self._consulted = (analysis, self.profile, asked)
        return known[2]

    def _age(self, client: Client) -> int | None:
        at = self._visit.at
        return None if at is None else client.age_on(at.astimezone().date())

    def _sources(self, rule_id: str) -> tuple[Source, ...]:
        try:
            return self._work.recommendations.sources(rule_id)
        except KeyError:
            return ()
