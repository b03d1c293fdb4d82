"""A certificate of one's own, for this machine alone."""

import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Own:
    """Files in PEM."""

    certificate: Path
    key: Path


def own_certificate(folder: Path) -> Own:
    """Make one that says to be 127.0.0.1 and localhost, and signs itself."""
    own = Own(folder / "own.pem", folder / "own.key")
    subprocess.run(
        [
            *(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
            ),
            *("-days", "2", "-subj", "/CN=localhost", "-keyout", own.key, "-out", own.certificate),
            *("-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"),
            *("-addext", "basicConstraints=critical,CA:FALSE"),
        ],
        capture_output=True,
        check=True,
    )
    return own
