"""What the manager's area works with: figures of the store, health of model and cameras, the catalogue."""

from dataclasses import dataclass
from pathlib import Path

from consultant_app.domain.statistics import Dashboard
from consultant_app.services.analysis import AnalysisService
from consultant_app.services.calibration import CalibrationService
from consultant_app.services.catalogue_desk import CatalogueDesk
from consultant_app.services.statistics import StatisticsService
from consultant_app.services.store import StoreSession


@dataclass(frozen=True, eq=False)
class Management:
    """The manager's services of one counter; what she may is decided in each of them."""

    store: StoreSession
    analysis: AnalysisService
    calibrations: CalibrationService

    @property
    def catalogues(self) -> CatalogueDesk:
        """The catalogue, its versions, and what a change would do."""
        return self.store.catalogues

    @property
    def statistics(self) -> StatisticsService:
        """What happened at the counter."""
        return self.store.statistics

    def names(self) -> dict[str, str]:
        """Id -> name of everybody who works here or ever did; on the store's thread."""
        return self.store.statistics.consultants()

    def dashboard(self, days: int) -> Dashboard:
        """Everything of the last ``days`` days; on the store's thread, up to some seconds.

        Raises:
            StorageError: the store cannot be read.
            AccessDeniedError: whoever is in is no manager.
        """
        return self.store.statistics.read(days, self.analysis.card, self.calibrations.known())

    def export(self, path: Path, shown: Dashboard, language: str) -> None:
        """Write the figures, anonymised; on the store's thread. Raises as ``StatisticsService.export``."""
        self.store.statistics.export(path, shown, language)
