"""What a trial does: a short training, judged at every checkpoint."""

from pathlib import Path
from typing import Any

import torch

from consultant_app.training.data.dataset import open_set
from consultant_app.training.learning.skin_task import train
from consultant_app.training.release.weights import load_network
from consultant_app.training.search.judgement import Judge
from consultant_app.training.search.settings import train_settings
from consultant_app.training.search.worker import Plan, Report


class TrainAndJudge:
    """Runs trials one after the other; what they are judged on is read once.

    Args:
        plan: The search.

    Raises:
        ConsultantError: the data to judge on is not there.
    """

    def __init__(self, plan: Plan) -> None:
        if plan.threads:
            torch.set_num_threads(plan.threads)
        self._sets = plan.sets
        self._judge = Judge([open_set(folder) for folder in plan.holdout], plan.graded, plan.search.judge)

    def __call__(self, settings: dict[str, Any], run: Path, report: Report) -> None:
        """Train with ``settings`` in ``run``, or go on there; see ``Runner``."""
        config = train_settings(settings)
        judged = 0

        def watch(step: int, weights: Path) -> None:
            nonlocal judged
            report(step, self._judge(load_network([weights])))
            judged = step

        train(self._sets, run, config, watch)
        if judged < config.steps:
            # The run was cut after its last checkpoint and before the judgement.
            watch(config.steps, max(run.glob("weights_*.pt")))
