"""Headers every response carries, and what tells one state of an answer from another."""

from __future__ import annotations

import hashlib

Headers = list[tuple[bytes, bytes]]

EXPOSED = "ETag, Link, X-Total-Count, Content-Location, Location, Retry-After, Content-Language, Allow, Accept-Post"
SECURITY: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
]
READABLE: Headers = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", EXPOSED.encode()),
]
VARY = (b"vary", b"Accept, Accept-Encoding")


def weak_etag(*parts: object) -> bytes:
    """Return an entity tag: the same for answers that mean the same, whatever their compression."""
    digest = hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return b'W/"' + digest.encode() + b'"'


def matches(if_none_match: bytes | None, etag: bytes) -> bool:
    """Return whether a client that sends ``If-None-Match`` has this already."""
    if if_none_match is None:
        return False
    wanted = etag.removeprefix(b"W/")
    return any(tag.strip().removeprefix(b"W/") in (wanted, b"*") for tag in if_none_match.split(b","))


def preflight(methods: str, accepted: str = "") -> Headers:
    """Return the headers of an answer to OPTIONS.

    Args:
        methods: what may be done here.
        accepted: media types a POST may have.
    """
    found: Headers = [
        (b"allow", methods.encode()),
        (b"access-control-allow-methods", b"GET, HEAD, POST, OPTIONS"),
        (b"access-control-allow-headers", b"Accept, Accept-Language, Content-Type, If-None-Match, If-Match"),
        (b"access-control-max-age", b"86400"),
    ]
    if accepted:
        found.append((b"accept-post", accepted.encode()))
    return found
