"""Each tool is a folder of scripts beside the package; it is imported as it runs, from its own folder."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools" / "convert_face_models"))
