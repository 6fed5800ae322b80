import json

import numpy as np

from consultant_app.domain.drafts import VisitDraft
from consultant_app.storage import draft_form
from tests.storage.conftest import NOW


def test_a_drafts_content_survives_json_to_the_last_bit(photo, routine):
    rng = np.random.default_rng(3)
    landmarks = rng.random((478, 3), dtype=np.float32)
    object.__setattr__(photo, "landmarks", landmarks)
    draft = VisitDraft("d", "c", NOW, photo.analysis, photo, routine, "a note")
    content = json.loads(json.dumps(draft_form.content_of(draft)))
    assert draft_form.analysis_in(content) == photo.analysis
    assert draft_form.routine_in(content) == routine
    assert np.array_equal(draft_form.landmarks_in(content), landmarks)
    assert draft_form.landmarks_in(content).dtype == np.float32
    assert content["note"] == "a note"


def test_a_draft_without_its_photo_has_no_landmarks(analysis, routine):
    draft = VisitDraft("d", "c", NOW, analysis, None, routine, "")
    assert draft_form.landmarks_in(draft_form.content_of(draft)) is None
