"""Where the ontology, shapes, bundled data and queries lie: beside the package or in the checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

Asset = Literal["ontology", "shapes", "data", "queries", "profiles"]

_PACKAGE = Path(__file__).resolve().parent


def folder(name: Asset) -> Path:
    """Return the folder of an asset that ships with hfgraph.

    An installed wheel has it under ``hfgraph/assets``; an editable install reads it from the top of the checkout.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    for base in (_PACKAGE / "assets", _PACKAGE.parents[1]):
        candidate = base / name
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"hfgraph is installed without its '{name}' folder; reinstall it")
