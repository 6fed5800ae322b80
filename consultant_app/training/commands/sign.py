"""Sign a released model, or make the key pair that signs.

A passphrase is read from the environment variable CONSULTANT_SIGNING_PASSPHRASE, else asked for at a terminal.
"""

import argparse
import getpass
import os
import sys
from pathlib import Path

from consultant_app.domain.errors import ConsultantError

_VARIABLE = "CONSULTANT_SIGNING_PASSPHRASE"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--key", type=Path, metavar="PRIVATE.pem", help="sign --model with this key")
    what.add_argument("--new-key", type=Path, metavar="PRIVATE.pem", help="make a key pair; never overwrites one")
    parser.add_argument("--model", type=Path, default=Path("resources/models/skin"), help="folder with model.json")
    parser.add_argument(
        "--trusted",
        type=Path,
        default=Path("resources/models/trusted_keys"),
        help="folder of the public keys that the application trusts: the signature is checked against it",
    )


def run(options: argparse.Namespace) -> None:
    """Make a key pair, or sign and check the signature as the application will."""
    if options.new_key is not None:
        _make(options.new_key, options.trusted)
    else:
        _sign(options.model, options.key, options.trusted)


def _make(private: Path, trusted: Path) -> None:
    from consultant_app.training.release.sign import fingerprint, load_key, new_key

    passphrase = _new_passphrase()
    public = new_key(private, passphrase)
    print(f"{private}: private key{'' if passphrase else ', not encrypted'}. Keep it away from the application.")
    print(f"{public}: public key {fingerprint(load_key(private, passphrase))}")
    print(f"Copy {public.name} to {trusted} for the application to trust what this key signs.")


def _sign(folder: Path, private: Path, trusted: Path) -> None:
    from consultant_app.inference.signature import signed_manifest
    from consultant_app.training.release.sign import fingerprint, load_key, needs_passphrase, sign_model

    key = load_key(private, _passphrase(f"Passphrase of {private}: ") if needs_passphrase(private) else "")
    written = sign_model(folder, key)
    try:
        signer = signed_manifest(folder, trusted).signer
    except ConsultantError as error:
        raise ConsultantError(
            f"{written} was written, but the application will refuse the model: the public key {fingerprint(key)} "
            f"is not in {trusted}. Copy its .pub file there."
        ) from error
    print(f"{written}: signed by {signer}")


def _passphrase(prompt: str) -> str:
    """From the environment, else from the terminal; empty where there is neither."""
    given = os.environ.get(_VARIABLE)
    if given is not None:
        return given
    return getpass.getpass(prompt) if sys.stdin.isatty() else ""


def _new_passphrase() -> str:
    """A passphrase for a new key, typed twice where it is typed."""
    first = _passphrase("Passphrase for the new key (empty for none): ")
    if os.environ.get(_VARIABLE) is None and first and _passphrase("The same once more: ") != first:
        raise ConsultantError("The two passphrases differ, so no key was made. Try again.")
    return first
