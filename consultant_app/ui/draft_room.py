"""The way back to what was begun: offered, gone on with, given up, brought back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QWidget

from consultant_app.domain.drafts import Draft, DraftKind, DraftSummary, FormDraft
from consultant_app.ui.context import Ui
from consultant_app.ui.presenters.drafts import DraftsPresenter
from consultant_app.ui.presenters.visit_keeper import VisitKeeper
from consultant_app.ui.widgets.overlay import Message

if TYPE_CHECKING:
    from consultant_app.ui.rooms import Rooms


class DraftRoom(QObject):
    """Between what waits and the screens that go on with it."""

    def __init__(self, ui: Ui, rooms: "Rooms", presenter: DraftsPresenter, window: QWidget) -> None:
        super().__init__(rooms)
        self._ui, self._rooms, self._window = ui, rooms, window
        self.presenter = presenter
        self._keeper = VisitKeeper(rooms.visit, presenter, self)
        presenter.failed.connect(rooms.tell)

    def resume(self, summary: DraftSummary) -> None:
        """Go on with what was begun."""
        if summary.kind is DraftKind.FORM:
            self.presenter.open_form(summary.id, self.resume_form)
        elif summary.client_id is not None:
            self._with_client(summary.client_id, lambda: self._resume_visit(summary.id))

    def resume_form(self, draft: FormDraft) -> None:
        """Go on with a form, on the page of the client whose it is."""
        if draft.client_id is None:
            self._rooms.forms.resume(draft)
        else:
            self._with_client(draft.client_id, lambda: self._rooms.forms.resume(draft))

    def discard(self, summary: DraftSummary) -> None:
        """Give up what was begun; it can be brought back for a moment."""
        self.presenter.discard(summary, self._offer_back)

    def leave_visit(self, action: Callable[[], None]) -> None:
        """Ask what becomes of the visit on screen, then do ``action``, which lets go of it."""
        message = Message(
            self._ui,
            self._window,
            self.tr("This visit is not saved yet"),
            self.tr("Save it now, or finish it later: it waits among the clients, with all that was written."),
        )
        discard = message.offer("plain", self.tr("Discard"))
        discard.clicked.connect(lambda _=False: self._discard_visit(action))
        message.offer("outline", self.tr("Finish later")).clicked.connect(lambda _=False: self._later(action))
        save = message.offer("primary", self.tr("Save visit"))
        save.clicked.connect(lambda: self._rooms.visit.save(action))
        message.open()
        save.setFocus()

    def _later(self, action: Callable[[], None]) -> None:
        action()
        self.presenter.refresh()

    def _discard_visit(self, action: Callable[[], None]) -> None:
        draft = self._rooms.visit.as_draft()
        action()
        if draft is not None:
            self.presenter.end(draft.id)
            self._offer_back(draft)

    def _offer_back(self, draft: Draft | None) -> None:
        """Say that it is gone, and for a moment offer it back."""
        words = self.tr("The visit is discarded")
        if draft is None or isinstance(draft, FormDraft):
            words = self.tr("What was typed is discarded")
        if draft is None:
            self._rooms.toast.say(words)
            return
        self._rooms.toast.say(words, self.tr("Undo"), lambda: self.presenter.bring_back(draft))

    def _resume_visit(self, draft_id: str) -> None:
        rooms = self._rooms
        if rooms.client.client is not None:
            rooms.visit.resume(rooms.client.client, draft_id, self._ui.language.code)
            rooms.enter(rooms.visit_screen)

    def _with_client(self, client_id: str, action: Callable[[], None]) -> None:
        def shown() -> None:
            self._rooms.enter(self._rooms.client_screen)
            action()

        self._rooms.client.load(client_id, shown)
