"""Files of others are what they say they are."""

from __future__ import annotations

import hashlib

from hfgraph.web.files import FOLDER

_VENDOR = FOLDER / "vendor"


def test_every_file_of_others_is_listed_with_its_checksum() -> None:
    lines = (_VENDOR / "VENDORED").read_text("utf-8").splitlines()
    listed = dict(line.split() for line in lines if line and not line.startswith("#") and " holds " not in line)
    there = {path.relative_to(_VENDOR).as_posix(): path for path in _VENDOR.rglob("*") if path.is_file()}
    there.pop("VENDORED")
    assert listed == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in there.items()}


def test_every_package_has_its_licence() -> None:
    lines = (_VENDOR / "VENDORED").read_text("utf-8").splitlines()
    licence = (_VENDOR / "codemirror" / "LICENSE").read_text("utf-8")
    packages = [line.split()[2:] for line in lines if line.startswith("codemirror/codemirror.js holds ")]
    assert len(packages) > 5
    assert all(kind == "MIT" and name in licence for name, _, kind in packages)
