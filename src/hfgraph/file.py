"""Writing files so that a crash leaves either the old one or the new one, and only one writer at a time."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hfgraph.errors import bad_input

_WAIT = 0.05


def write_atomically(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Replace ``path`` with ``content``: written beside it, flushed to disk, renamed, and the folder flushed too.

    Raises:
        HfgraphError: the folder is missing or may not be written to.
    """
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
        sync_folder(path.parent)
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


def remove(path: Path) -> None:
    """Remove ``path``, if it is there, and flush its folder."""
    path.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Flush a folder to disk, so that the names in it survive a power cut; not needed on Windows."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def locked(path: Path, seconds: float) -> Iterator[None]:
    """Hold the lock file ``path``, which the system frees when the process ends, however it ends.

    Raises:
        TimeoutError: another process held it for all of ``seconds``.
    """
    deadline = time.monotonic() + seconds
    with path.open("ab") as stream:
        while not _take(stream.fileno()):
            if time.monotonic() >= deadline:
                raise TimeoutError(path)
            time.sleep(_WAIT)
        yield


def _take(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
