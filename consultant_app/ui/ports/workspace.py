"""Everything the window works with."""

from pathlib import Path
from typing import Protocol

from consultant_app.brand import Brand
from consultant_app.domain.model_card import CardWords
from consultant_app.ui.ports.capture import AnalysisPort, Calibrations, GuidePort
from consultant_app.ui.ports.difference import Simulations
from consultant_app.ui.ports.evolution import EvolutionPort
from consultant_app.ui.ports.management import ManagementPort
from consultant_app.ui.ports.report import Reports
from consultant_app.ui.ports.routine import Recommendations
from consultant_app.ui.ports.store import Store


class Workspace(Protocol):
    """Everything the window works with; ``services.workspace.Workspace`` is one."""

    @property
    def store(self) -> Store:
        """The open store."""
        ...

    @property
    def analysis(self) -> AnalysisPort:
        """The engine."""
        ...

    @property
    def recommendations(self) -> Recommendations:
        """The rules."""
        ...

    @property
    def reports(self) -> Reports:
        """The report."""
        ...

    @property
    def brand(self) -> Brand:
        """The house."""
        ...

    @property
    def simulations(self) -> Simulations | None:
        """Shows what a change would look like; ``None`` where no editor is installed."""
        ...

    @property
    def calibrations(self) -> Calibrations:
        """The calibrations of this counter's cameras."""
        ...

    @property
    def evolution(self) -> EvolutionPort:
        """The stories of the clients."""
        ...

    @property
    def management(self) -> ManagementPort:
        """What the manager's area works with."""
        ...

    @property
    def known_pin(self) -> str | None:
        """The PIN that the unlock screen may say: of a demonstration."""
        ...

    def write_guide(self, path: Path, language: str) -> None:
        """Write the page that tells the counter how to take photos; slow, any thread."""
        ...

    def open_guide(self) -> GuidePort:
        """What measures live pictures; slow, on the inference lane."""
        ...

    def model_card(self, language: str) -> CardWords:
        """The skin model's card; any thread."""
        ...
