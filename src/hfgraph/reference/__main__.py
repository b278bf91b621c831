"""``python -m hfgraph.reference [--check] DIR``: write the reference, or tell whether it is current."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from hfgraph import assets, reference


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code: 1 when ``--check`` finds a page that is not current."""
    parser = argparse.ArgumentParser(prog="python -m hfgraph.reference", description=reference.__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR", help="mappen med sidene / the folder of the pages")
    parser.add_argument("--check", action="store_true", help="skriv ingenting, si fra / write nothing, tell")
    options = parser.parse_args(arguments)
    pages = reference.render(assets.folder("ontology"), assets.folder("shapes"), assets.folder("queries") / "questions")
    if not options.check:
        reference.write(pages, options.folder)
        return 0
    outdated = reference.outdated(pages, options.folder)
    for path in outdated:
        sys.stderr.write(f"{path}: siden er ikke oppdatert / the page is not current\n")
    return 1 if outdated else 0


if __name__ == "__main__":
    sys.exit(main())
