"""The sheet of a client's wishes and habits: what comes first, what she uses already, what she does not like."""

from dataclasses import replace

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QWidget

from consultant_app.domain.clients import Profile
from consultant_app.ui.context import Ui
from consultant_app.ui.screens.routine_sheets import EDGE, Sheet
from consultant_app.ui.widgets.buttons import Button, Segmented
from consultant_app.ui.widgets.check_row import CheckRow
from consultant_app.ui.widgets.fold import Fold
from consultant_app.ui.widgets.layout import column, row
from consultant_app.ui.widgets.text import Text

Choices = tuple[tuple[str, str], ...]
"""Keys and their words, in the order to be shown."""

_NO_LIMIT = "0"
_FOLD_PAD = 16
"""A fold's own air beside its words."""


class WishSheet(Sheet):
    """Takes wishes and habits; nothing changes until they are applied.

    Signals:
        applied: the ``Profile`` with them; the sheet is gone then.
    """

    applied = pyqtSignal(object)

    def __init__(
        self,
        ui: Ui,
        window: QWidget,
        profile: Profile,
        *,
        criteria: Choices,
        families: Choices,
        products: Choices,
        textures: Choices,
    ) -> None:
        super().__init__(ui, window, self.tr("Her wishes and habits"))
        self._profile = profile
        self.head.addWidget(
            Text("soft", self.tr("They change the routine at once and are kept with the client."), wrap=True)
        )
        groups = (
            ("wishes", self.tr("What she would like looked after first"), criteria, profile.wishes),
            ("used_actives", self.tr("What she uses from elsewhere"), families, profile.used_actives),
            ("owned", self.tr("What she has of the house"), products, profile.owned),
            ("avoided_textures", self.tr("Textures she does not like"), textures, profile.avoided_textures),
        )
        self.lines.setContentsMargins(EDGE - _FOLD_PAD, 4, EDGE - _FOLD_PAD, 24)
        self.checks: dict[str, dict[str, CheckRow]] = {}
        self.folds: dict[str, Fold] = {}
        for key, title, choices, chosen in groups:
            self.checks[key] = self._group(key, title, choices, chosen)
        self._ask_for_number(profile)
        self.lines.addStretch()
        self.apply_button = Button(ui.theme, "primary")
        self.apply_button.say(self.tr("Apply"))
        self.apply_button.clicked.connect(self._apply)
        self.foot.addWidget(self.apply_button)

    def chosen(self) -> Profile:
        """The profile with what is ticked."""
        picked = {key: tuple(k for k, c in checks.items() if c.isChecked()) for key, checks in self.checks.items()}
        number = int(self.number.current() or _NO_LIMIT)
        return replace(
            self._profile,
            wishes=picked["wishes"],
            used_actives=picked["used_actives"],
            owned=picked["owned"],
            avoided_textures=picked["avoided_textures"],
            products_at_most=number or None,
        )

    def _group(self, key: str, title: str, choices: Choices, chosen: tuple[str, ...]) -> dict[str, CheckRow]:
        """A heading that unfolds its choices; open where something is chosen, and the first one always."""
        fold = self.folds[key] = Fold(self.ui.theme)
        fold.say(title)
        checks = {}
        for choice, words in choices:
            check = checks[choice] = CheckRow(self.ui.theme)
            check.say(words)
            check.setChecked(choice in chosen)
            fold.inside.addWidget(check)
        fold.unfold(opened=bool(chosen) or key == "wishes")
        self.lines.addWidget(fold)
        return checks

    def _ask_for_number(self, profile: Profile) -> None:
        group = column(margins=(_FOLD_PAD, 14, _FOLD_PAD, 0), spacing=8)
        group.addWidget(Text("heading", self.tr("Products at most"), wrap=True))
        self.number = Segmented(self.ui.theme, ("1", "2", "3", "4", _NO_LIMIT))
        for key in ("1", "2", "3", "4"):
            self.number.say(key, key)
        self.number.say(_NO_LIMIT, "5")
        limit = profile.products_at_most
        self.number.choose(str(limit) if limit in range(1, 5) else _NO_LIMIT)
        line = row()
        line.addWidget(self.number)
        line.addStretch()
        group.addLayout(line)
        self.lines.addLayout(group)

    def _apply(self) -> None:
        self.applied.emit(self.chosen())
        self.dismiss()
