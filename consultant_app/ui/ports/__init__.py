"""What the window asks of the services, and nothing more: the seam where tests put small fakes."""

from consultant_app.ui.ports.capture import AnalysisPort, Calibrations, GuidePort
from consultant_app.ui.ports.clients import Clients, Visits
from consultant_app.ui.ports.difference import SimulationPort, Simulations
from consultant_app.ui.ports.drafts import Drafts
from consultant_app.ui.ports.evolution import EvolutionPort, PairPort
from consultant_app.ui.ports.people import People
from consultant_app.ui.ports.privacy import AccessPort, Consents, ModelPhotos, Portability, Retentions
from consultant_app.ui.ports.report import HandedOver, Reports
from consultant_app.ui.ports.routine import Recommendations
from consultant_app.ui.ports.store import Store
from consultant_app.ui.ports.workspace import Workspace

__all__ = [
    "AccessPort",
    "AnalysisPort",
    "Calibrations",
    "Clients",
    "Consents",
    "Drafts",
    "EvolutionPort",
    "GuidePort",
    "HandedOver",
    "ModelPhotos",
    "PairPort",
    "People",
    "Portability",
    "Recommendations",
    "Reports",
    "Retentions",
    "SimulationPort",
    "Simulations",
    "Store",
    "Visits",
    "Workspace",
]
