"""Everything a counter works with, opened together and closed together."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from consultant_app.brand import Brand, house_brand
from consultant_app.domain.model_card import CardWords
from consultant_app.services.analysis import AnalysisService
from consultant_app.services.calibration import CalibrationService
from consultant_app.services.capture_guide import write_guide
from consultant_app.services.demonstration import DEMONSTRATION_PIN
from consultant_app.services.evolution import EvolutionService
from consultant_app.services.guidance import LiveGuide
from consultant_app.services.management import Management
from consultant_app.services.model_card_words import card_words
from consultant_app.services.recommendation import RecommendationService, load_recommendations
from consultant_app.services.reports import ReportService
from consultant_app.services.simulation import SimulationService, simulations_of
from consultant_app.services.store import StoreSession, open_store, seed_demonstration


@dataclass(frozen=True, eq=False)
class Workspace:
    """The services of one counter.

    Attributes:
        store: Clients and visits; used from one thread.
        analysis: The engine; used from one thread at a time.
        recommendations: Catalogue and rules.
        reports: The PDF.
        brand: The house's look.
        calibrations: What is known of the cameras' colours.
        evolution: What changed from visit to visit.
        simulations: Shows what a change would look like; ``None`` where no editor model is installed.
        known_pin: The PIN that the unlock screen may say: of a demonstration; else ``None``.
    """

    store: StoreSession
    analysis: AnalysisService
    recommendations: RecommendationService
    reports: ReportService
    brand: Brand
    calibrations: CalibrationService
    evolution: EvolutionService
    simulations: SimulationService | None = None
    known_pin: str | None = None

    @property
    def management(self) -> Management:
        """What the manager's area works with."""
        return Management(self.store, self.analysis, self.calibrations)

    def open_guide(self) -> LiveGuide:
        """What measures live pictures, with models of its own; slow.

        Raises:
            ModelError: a model is missing, altered, or not signed by a trusted key.
        """
        return LiveGuide()

    def write_guide(self, path: Path, language: str) -> None:
        """Write the page that tells the counter how to take photos. Any thread.

        Raises:
            ConsultantError: the file cannot be written.
        """
        write_guide(self.brand, path, language)

    def model_card(self, language: str) -> CardWords:
        """The skin model's card in ``language``. Any thread."""
        return card_words(self.analysis.card, language)

    def close(self) -> None:
        """Close the store."""
        self.store.close()


def open_workspace(
    folder: Path,
    keystore: Literal["os", "file"] = "os",
    passphrase: str | None = None,
    *,
    demonstration: bool = False,
) -> Workspace:
    """Open the store in ``folder`` with all that belongs to it; a demonstration store is given its clients.

    Raises:
        ConsultantError: a model, the catalogue, the brand or the store is not as it should be.
    """
    brand = house_brand()
    calibrations = CalibrationService(folder / "calibration.json")
    analysis = AnalysisService(calibrations=calibrations)
    simulations = simulations_of(analysis)
    recommendations = load_recommendations()
    store = open_store(folder, keystore, passphrase)
    store.catalogues.serve(recommendations)
    if demonstration:
        seed_demonstration(store)
    evolution = EvolutionService(store.visits, analysis)
    reports = ReportService(brand)
    known_pin = DEMONSTRATION_PIN if demonstration else None
    return Workspace(
        store, analysis, recommendations, reports, brand, calibrations, evolution, simulations, known_pin
    )
