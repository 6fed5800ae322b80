"""The way of a client's form: opened, kept as it is typed, stored, given up, gone on with."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QWidget

from consultant_app.domain.clients import Client, ClientDraft
from consultant_app.domain.drafts import FormDraft
from consultant_app.domain.errors import ConsultantError
from consultant_app.ui.context import Ui
from consultant_app.ui.presenters.client_form import values_from_json, values_to_json
from consultant_app.ui.presenters.drafts import DraftsPresenter
from consultant_app.ui.screens.client_form import ClientForm

if TYPE_CHECKING:
    from consultant_app.ui.rooms import Rooms


def _now() -> datetime:
    return datetime.now(UTC)


class FormRoom(QObject):
    """Opens the form over the window; what is typed into it is never lost unless somebody gives it up."""

    def __init__(
        self,
        ui: Ui,
        rooms: "Rooms",
        drafts: DraftsPresenter,
        window: QWidget,
        now: Callable[[], datetime] = _now,
    ) -> None:
        super().__init__(rooms)
        self._ui, self._rooms, self._drafts, self._window, self._now = ui, rooms, drafts, window, now

    def new(self) -> None:
        """Open the form for a new client."""
        self._open(FormDraft(str(uuid4()), None, self._now(), "", {}))

    def edit(self) -> None:
        """Open the form for the client on screen."""
        client = self._rooms.client.client
        if client is not None:
            self._open(FormDraft(str(uuid4()), client.id, self._now(), "", {}))

    def resume(self, draft: FormDraft) -> None:
        """Go on with a form as it was left; the client whose it is must be on screen."""
        self._open(draft)

    def _open(self, draft: FormDraft) -> None:
        client = self._rooms.client.client if draft.client_id is not None else None
        typed = values_from_json(draft.values) if draft.values else None
        form = ClientForm(self._ui, self._window, None if client is None else client.details, typed)
        form.edited.connect(lambda: self._drafts.keep(_as_typed(draft, form)))

        def given_up() -> None:
            self._give_up(draft, form)

        def stored(stored: Client) -> None:
            form.closed.disconnect(given_up)
            self._drafts.refresh()
            form.dismiss()
            if client is None:
                self._rooms.client.show(stored)
                self._rooms.enter(self._rooms.client_screen)
                # She is asked at once; whatever she allows, she is a client.
                self._rooms.privacy.open(self._rooms.take_photo if form.then_photo else None)

        form.closed.connect(given_up)
        form.submitted.connect(lambda written: self._submit(draft, form, client, written, stored))
        form.open()

    def _submit(
        self,
        draft: FormDraft,
        form: ClientForm,
        client: Client | None,
        written: ClientDraft,
        stored: Callable[[Client], None],
    ) -> None:
        """Store what the form says; where that fails, it goes on being a draft."""

        def failed(error: ConsultantError) -> None:
            self._drafts.unsettle(draft.id)
            self._drafts.keep(_as_typed(draft, form))
            self._rooms.tell(error)

        def save() -> None:
            # From here on nothing is written of the draft, or it would outlive what it became.
            self._drafts.settle(draft.id)
            if client is None:
                self._rooms.clients.create(written, stored, draft.id, failed)
            else:
                self._rooms.client.update(written, stored, draft.id, failed)

        save()

    def _give_up(self, draft: FormDraft, form: ClientForm) -> None:
        """The form was closed unstored: its draft goes, and can be brought back."""
        if not form.touched:
            self._drafts.end(draft.id)
            return
        typed = _as_typed(draft, form)
        self._drafts.end(draft.id)

        def again() -> None:
            self._drafts.bring_back(typed)
            self._rooms.drafts.resume_form(typed)

        self._rooms.toast.say(self.tr("What was typed is discarded"), self.tr("Undo"), again)


def _as_typed(draft: FormDraft, form: ClientForm) -> FormDraft:
    values = form.values()
    name = f"{values.first_name.strip()} {values.last_name.strip()}".strip()
    return FormDraft(draft.id, draft.client_id, draft.started_at, name, values_to_json(values))
