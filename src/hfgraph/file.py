"""Writing a file so that a crash leaves either the old one or the new one, never half of either."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from hfgraph.errors import bad_input


def write_atomically(path: Path, content: bytes) -> None:
    """Replace ``path`` with ``content``: written beside it, flushed to disk, then renamed.

    Raises:
        HfgraphError: the folder is missing or may not be written to.
    """
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise bad_input(
            f"Filen kan ikke skrives: {error.strerror}.",
            f"The file cannot be written: {error.strerror}.",
            mend=(
                "Sjekk at mappen finnes og at du har lov til å skrive der.",
                "Check that the folder exists and that you may write there.",
            ),
            path=path,
        ) from error
