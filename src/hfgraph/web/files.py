"""Style sheet, scripts and icons: in a folder named by their content, so that a browser never has to ask again."""

from __future__ import annotations

import hashlib
import mimetypes
from functools import lru_cache
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hfgraph.api.headers import matches

FOLDER = Path(__file__).parent / "static"
_FOREVER = "public, max-age=31536000, immutable"
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".json": "application/json"}


def _release() -> str:
    """Return a hash of the pages' templates and files."""
    digest = hashlib.sha256()
    for path in sorted((*FOLDER.rglob("*"), *(FOLDER.parent / "templates").rglob("*"))):
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


RELEASE = _release()
"""Which version of the pages this is; all files are served below it, so modules can import each other by name."""


def address(name: str) -> str:
    """Return where a file is served."""
    return f"/web/{RELEASE}/{name}"


@lru_cache(maxsize=256)
def _read(name: str) -> tuple[bytes, str, str] | None:
    path = next(
        (path for path in FOLDER.rglob("*") if path.is_file() and path.relative_to(FOLDER).as_posix() == name), None
    )
    if path is None:
        return None
    content = path.read_bytes()
    media = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return content, media, f'W/"{hashlib.sha256(content).hexdigest()[:32]}"'


async def _serve(request: Request) -> Response:
    found = _read(request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    content, media, etag = found
    kept = _FOREVER if request.path_params["release"] == RELEASE else "no-cache"
    headers = {"etag": etag, "cache-control": kept, "vary": "Accept-Encoding"}
    if matches(request.headers.get("if-none-match", "").encode("latin-1") or None, etag.encode()):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=media, headers=headers)


ROUTES = [Route("/web/{release}/{name:path}", _serve, methods=["GET"])]
