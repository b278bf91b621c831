"""Tokens: who may write, and to what.

A token is 256 random bits, so nobody can guess one, and a single SHA-256 with a salt of its own is enough at rest: the
slow hashes made for passwords would only slow us down. The file holds no token, only what is needed to recognise it.
"""

from __future__ import annotations

import hmac
import json
import re
import secrets
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from hfgraph import terms
from hfgraph.errors import bad_input
from hfgraph.file import write_atomically

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}\Z")
_SCOPE = re.compile(r"(?:read|write(?::[a-z0-9]+(?:[-.][a-z0-9]+)*(?:/[a-z0-9]+(?:[-.][a-z0-9]+)*)*)?)\Z")
_PREFIX = "hfgraph_"


@dataclass(frozen=True, slots=True)
class Token:
    """What is known of a token.

    Attributes:
        name: whose it is; every change is logged under it.
        scopes: ``read``, ``write``, or ``write:`` and a community or a graph (``lvs``, ``lvs/doc/ssu-26-2024``).
        created: when it was made.
        salt: hexadecimal.
        hash: SHA-256 of salt and token, hexadecimal.
    """

    name: str
    scopes: tuple[str, ...]
    created: str
    salt: str
    hash: str


class TokenFile:
    """A file with one token a line, as JSON, that only its owner may read."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def tokens(self) -> tuple[Token, ...]:
        """Return every token in the file; a file that is not there has none.

        Raises:
            HfgraphError: others may read the file, or a line of it is not a token.
        """
        try:
            if sys.platform != "win32" and self.path.stat().st_mode & 0o077:
                raise bad_input(
                    "Andre enn eieren kan lese filen med tokener.",
                    "Others than its owner can read the token file.",
                    mend=(f"chmod 600 {self.path}", f"chmod 600 {self.path}"),
                    path=self.path,
                )
            lines = self.path.read_text("utf-8").splitlines()
        except FileNotFoundError:
            return ()
        except (OSError, UnicodeDecodeError) as error:
            raise bad_input(
                "Filen med tokener kan ikke leses.", "The token file cannot be read.", path=self.path
            ) from error
        return tuple(self._token(line, number) for number, line in enumerate(lines, 1) if line.strip())

    def find(self, secret: str) -> Token | None:
        """Return the token that ``secret`` is, taking the same time whichever it is.

        Raises:
            HfgraphError: as ``tokens`` does.
        """
        found = None
        for token in self.tokens():
            if hmac.compare_digest(token.hash, _hash(token.salt, secret)):
                found = token
        return found

    def add(self, name: str, scopes: Iterable[str]) -> str:
        """Make a token, and return it: this is the only time it can be seen.

        Raises:
            HfgraphError: the name is taken or unfit, a scope is none, or the file cannot be read or written.
        """
        tokens = self.tokens()
        wanted = tuple(dict.fromkeys(scopes))
        if not _NAME.match(name):
            raise bad_input(
                f"«{name}» kan ikke være navnet på et token.",
                f"'{name}' cannot be the name of a token.",
                mend=(
                    "Bruk bokstaver a–z, tall, punktum, bindestrek, understrek og @, høyst 64.",
                    "Use letters a–z, digits, full stop, hyphen, underscore and @, at most 64.",
                ),
                field="NAME",
            )
        if any(token.name == name for token in tokens):
            raise bad_input(
                f"Det finnes alt et token som heter «{name}».",
                f"There is a token called '{name}' already.",
                mend=("Fjern det først, eller velg et annet navn.", "Remove it first, or choose another name."),
                field="NAME",
            )
        unfit = next((scope for scope in wanted if not _SCOPE.match(scope)), None if wanted else "")
        if unfit is not None:
            raise bad_input(
                f"«{unfit}» er ingen rettighet.",
                f"'{unfit}' is no scope.",
                mend=(
                    "Velg read, write, eller write:<fellesskap> og write:<fellesskap>/doc/<dokument>.",
                    "Choose read, write, or write:<community> and write:<community>/doc/<document>.",
                ),
                field="--scope",
            )
        secret = _PREFIX + secrets.token_urlsafe(32)
        salt = secrets.token_hex(16)
        created = datetime.now(UTC).isoformat(timespec="seconds")
        self._write([*tokens, Token(name, wanted, created, salt, _hash(salt, secret))])
        return secret

    def remove(self, name: str) -> None:
        """Remove the token called ``name``; a running server stops taking it at once.

        Raises:
            HfgraphError: there is none, or the file cannot be read or written.
        """
        tokens = self.tokens()
        if all(token.name != name for token in tokens):
            raise bad_input(
                f"Det finnes ikke noe token som heter «{name}».",
                f"There is no token called '{name}'.",
                mend=("«hfgraph token list» viser dem som finnes.", "'hfgraph token list' shows those there are."),
                field="NAME",
            )
        self._write([token for token in tokens if token.name != name])

    def _write(self, tokens: Iterable[Token]) -> None:
        lines = (json.dumps(asdict(token), ensure_ascii=False) + "\n" for token in tokens)
        write_atomically(self.path, "".join(lines).encode(), mode=0o600)

    def _token(self, line: str, number: int) -> Token:
        try:
            fields = json.loads(line)
            token = Token(**{**fields, "scopes": tuple(fields["scopes"])})
            if all(isinstance(part, str) for part in (token.name, token.salt, token.hash, *token.scopes)):
                return token
        except (ValueError, TypeError, KeyError):
            pass
        raise bad_input(
            "Linjen er ikke noe token.",
            "The line is no token.",
            mend=("Lag filen med «hfgraph token add».", "Make the file with 'hfgraph token add'."),
            path=self.path,
            line=number,
        )


def may_write(scopes: Iterable[str], graph: str | None = None) -> bool:
    """Return whether ``scopes`` let their holder write to ``graph``, or to anything at all."""
    for scope in scopes:
        verb, _, key = scope.partition(":")
        if verb == "write" and (not key or graph is None or f"{graph}/".startswith(f"{terms.ID}{key}/")):
            return True
    return False


def _hash(salt: str, secret: str) -> str:
    return sha256(bytes.fromhex(salt) + secret.encode("utf-8", "surrogateescape")).hexdigest()
