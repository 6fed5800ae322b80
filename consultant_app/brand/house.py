"""Which house this counter belongs to: by configuration, never by a choice on screen."""

import os
import tomllib
from difflib import get_close_matches
from pathlib import Path

from platformdirs import user_config_path

from consultant_app.brand.reader import DEFAULT_BRAND, load_brand, read_brand
from consultant_app.brand.tokens import Brand
from consultant_app.domain.errors import ConsultantError
from consultant_app.texts import speak_for

VARIABLE = "CONSULTANT_APP_BRAND"
"""Environment variable that names the brand; it goes before the file."""

_KEYS = ("brand",)


def configuration_file() -> Path:
    """Where a counter says which house it belongs to: ``counter.toml`` in the user's configuration folder."""
    return user_config_path("consultant-app", appauthor=False) / "counter.toml"


def house_brand(file: Path | None = None) -> Brand:
    """The brand that is configured: by environment, else by file, else the demonstration house.

    The house's own sentences are in force from then on, in this whole process.

    Args:
        file: The configuration file; by default the counter's own. It need not exist.

    Raises:
        ConsultantError: the configuration or the brand does not hold together.
    """
    chosen = os.environ.get(VARIABLE) or _from_file(configuration_file() if file is None else file)
    # A path is a house's own folder; a plain word is one that is bundled.
    folder = Path(chosen).expanduser()
    brand = read_brand(folder) if folder.is_absolute() or len(folder.parts) > 1 else load_brand(chosen)
    speak_for(brand.sentences)
    return brand


def _from_file(file: Path) -> str:
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return DEFAULT_BRAND
    except OSError as error:
        raise ConsultantError(
            f"{file} cannot be read ({error.strerror}). Allow this user to read it, or take it away."
        ) from error
    except ValueError as error:
        raise ConsultantError(f"{file} is not valid TOML: {error}. Mend it, or take it away.") from error
    for key in found:
        if key not in _KEYS:
            near = get_close_matches(key, _KEYS, 1)
            known = f"did you mean {near[0]}?" if near else f"known: {', '.join(_KEYS)}."
            raise ConsultantError(f"{file}: {key} is not known; {known}")
    brand = found.get("brand", DEFAULT_BRAND)
    if not isinstance(brand, str) or not brand.strip():
        raise ConsultantError(f'{file}: brand must be a name or a folder, like brand = "{DEFAULT_BRAND}"')
    return brand
