"""Turtle for people: a changed file keeps its comments, its order, and every line that still holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

import pyoxigraph as ox

from hfgraph import terms

_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<comment>\#[^\n]*)
      | (?P<iri><[^<>"{}|^`\x00-\x20]*>)
      | (?P<text>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
               | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*')
      | (?P<word>(?:\\.|[^\s<>"'\#;,.\[\]()\\])+(?:\.+(?:\\.|[^\s<>"'\#;,.\[\]()\\])+)*)
      | (?P<end>\.)
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_TAIL = re.compile(r"[ \t]*#[^\n]*")
_PREFIX = re.compile(r"(?:@prefix|prefix)\s+([^\s:]*):", re.IGNORECASE)
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?\Z")
_RELATIVE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)*\Z")
_BARE = {
    terms.XSD + "integer": re.compile(r"[+-]?[0-9]+\Z"),
    terms.XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+\Z"),
    terms.XSD + "boolean": re.compile(r"(?:true|false)\Z"),
}
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_RUN = re.compile(r'"(?=""|"?\Z)')
_FIRST = (terms.TYPE, terms.LABEL)
_LANGUAGES = ("nb", "nn", "se", "en")
_MARK = "urn:x-mark:"


def fingerprint(triples: Iterable[ox.Triple]) -> str:
    """Return a hash of the statements that does not depend on how or in which order they are written."""
    return sha256("\n".join(sorted(map(str, triples))).encode()).hexdigest()[:32]


def read(text: str, base: str) -> list[ox.Triple]:
    """Return the statements of a Turtle text, in order and each once.

    Raises:
        SyntaxError: it is not Turtle.
    """
    return list(dict.fromkeys(quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri=base)))


def write(triples: Iterable[ox.Triple], graph: str, old: str = "") -> str:
    """Return Turtle that says ``triples``, as near to the text ``old`` as can be.

    What is said of a subject stays as it is written, comments and all, when it has not changed. A changed subject is
    written again in its place, a new one goes last.

    Args:
        triples: the statements, without blank nodes.
        graph: IRI of the named graph, which is the base of relative IRIs.
        old: what the file holds now.
    """
    wanted = list(dict.fromkeys(triples))
    if old.strip():
        text = _revise(old, graph, wanted)
        if text is not None:
            return text
    home = graph.partition("/doc/")[0] if "/doc/" in graph else graph.rpartition("/")[0]
    text = _revise(f"@base <{home}/> .\n", graph, wanted) if wanted else ""
    if text is None:
        raise ValueError("these statements cannot be written as Turtle")
    return text


@dataclass(slots=True)
class _Block:
    lead: str
    text: str
    tail: str = ""
    first: str = ""
    directive: bool = False
    subject: str = ""


def _revise(old: str, graph: str, wanted: Sequence[ox.Triple]) -> str | None:
    try:
        before = read(old, graph)
        blocks = _split(old)
        _name_subjects(blocks, graph)
    except (SyntaxError, ValueError):
        return None
    pen = _Pen(old, graph)
    was, will = _by_subject(before), _by_subject(wanted)
    order = {triple: number for number, triple in enumerate(before)}
    kept: list[_Block] = []
    done: set[str] = set()
    for block in blocks:
        name = block.subject
        if block.directive or not name or set(was.get(name, ())) == set(will.get(name, ())):
            kept.append(block)
        elif name in will and name not in done:
            kept.append(_Block(block.lead, pen.subject(will[name], order), block.tail))
        else:
            kept.append(_Block(_section(block.lead), ""))
        done.add(name)
    new = sorted(name for name in will if name not in done)
    kept += (_Block("\n\n", pen.subject(will[name], order)) for name in new)
    rest = old[sum(len(block.lead + block.text + block.tail) for block in blocks) :]
    if new and "#" in rest:
        kept.insert(len(kept) - len(new), _Block(rest.rstrip(), ""))
        rest = "\n"
    _declare(kept, pen)
    text = "".join(block.lead + block.text + block.tail for block in kept).lstrip("\n") + (rest.rstrip() or "") + "\n"
    try:
        return text if set(read(text, graph)) == set(wanted) else None
    except SyntaxError:
        return None


def _split(text: str) -> list[_Block]:
    blocks: list[_Block] = []
    start = place = 0
    lead, first, directive = "", "", False
    for match in _TOKEN.finditer(text):
        if match.start() < place:
            continue
        kind, token = match.lastgroup, match[0]
        if kind in ("space", "comment"):
            continue
        if not first:
            lead, first = text[start : match.start()], token
            directive = token.lower() in ("prefix", "base", "@prefix", "@base")
            if not directive and kind not in ("iri", "word"):
                raise ValueError(token)
        elif kind == "end" or (kind == "iri" and first.lower() in ("prefix", "base")):
            tail = _TAIL.match(text, match.end())
            block = _Block(lead, text[start + len(lead) : match.end()], tail[0] if tail else "", first, directive)
            blocks.append(block)
            start = place = match.end() + len(block.tail)
            first = ""
    if first:
        raise ValueError(first)
    return blocks


def _name_subjects(blocks: Sequence[_Block], graph: str) -> None:
    marks = (
        f"{block.text}\n" if block.directive else f"{block.first} <{_MARK}{number}> 0 .\n"
        for number, block in enumerate(blocks)
    )
    for triple in read("".join(marks), graph):
        if isinstance(triple.subject, ox.NamedNode):
            blocks[int(triple.predicate.value.removeprefix(_MARK))].subject = triple.subject.value


def _section(lead: str) -> str:
    """Return the comments above a removed subject that an empty line parts from it."""
    above, parted, _ = lead.rpartition("\n\n")
    return above.rstrip() if parted and "#" in above else ""


def _declare(blocks: list[_Block], pen: _Pen) -> None:
    """Declare the prefixes that the new lines use, in their alphabetical place."""
    for name in sorted(pen.missing, reverse=True):
        line = f"@prefix {name}: <{terms.PREFIXES[name]}> ."
        declared = [(match[1], number) for number, block in enumerate(blocks) if (match := _PREFIX.match(block.text))]
        later = next((number for known, number in declared if known > name), None)
        if later is None and declared:
            blocks.insert(declared[-1][1] + 1, _Block("\n", line))
        else:
            block = blocks[later or 0]
            blocks.insert(later or 0, _Block(block.lead, line))
            block.lead = "\n"
    if pen.missing:
        for block, after in pairwise(blocks):
            if block.text.startswith("@") and after.text and not after.text.startswith("@") and after.lead == "\n":
                after.lead = "\n\n"


class _Pen:
    """Writes terms the way the file at hand does."""

    def __init__(self, old: str, graph: str) -> None:
        parser = ox.parse(old, format=ox.RdfFormat.TURTLE, base_iri=graph)
        for _ in parser:
            """The prefixes are known at the end."""
        self._prefixes = dict(parser.prefixes)
        self._base = parser.base_iri if parser.base_iri != graph else None
        self.missing: set[str] = set()

    def subject(self, triples: Sequence[ox.Triple], order: dict[ox.Triple, int]) -> str:
        """Return all statements about one subject: what was there first as it stood, then the new ones."""
        ranks: dict[str, int] = {}
        for triple in triples:
            rank = order.get(triple, len(order))
            ranks[triple.predicate.value] = min(rank, ranks.get(triple.predicate.value, rank))
        lines = []
        for predicate in sorted(ranks, key=lambda iri: (ranks[iri], _predicate_key(iri))):
            said = [triple for triple in triples if triple.predicate.value == predicate]
            said.sort(key=lambda triple: (order.get(triple, len(order)), _object_key(triple.object)))
            verb = "a" if predicate == terms.TYPE else self.iri(predicate)
            lines.append(f"{verb} {' , '.join(self.term(triple.object) for triple in said)}")
        return f"{self.term(triples[0].subject)} " + " ;\n    ".join(lines) + " ."

    def term(self, term: object) -> str:
        """Return a term in its shortest form."""
        if isinstance(term, ox.NamedNode):
            return self.iri(term.value)
        if not isinstance(term, ox.Literal):
            raise TypeError(f"cannot be written: {term}")
        kind = term.datatype.value
        if (bare := _BARE.get(kind)) and bare.match(term.value):
            return term.value
        text = _quoted(term.value)
        if term.language:
            return f"{text}@{term.language}"
        return text if kind == terms.XSD + "string" else f"{text}^^{self.iri(kind)}"

    def iri(self, iri: str) -> str:
        """Return an IRI as a prefixed name, relative to the base, or in full."""
        for name, namespace in self._prefixes.items():
            if iri.startswith(namespace) and _LOCAL.match(iri.removeprefix(namespace)):
                return f"{name}:{iri.removeprefix(namespace)}"
        if self._base and self._base.endswith("/") and _RELATIVE.match(iri.removeprefix(self._base)):
            return f"<{iri.removeprefix(self._base)}>"
        for name, namespace in terms.PREFIXES.items():
            if name not in self._prefixes and iri.startswith(namespace) and _LOCAL.match(iri.removeprefix(namespace)):
                self.missing.add(name)
                self._prefixes[name] = namespace
                return f"{name}:{iri.removeprefix(namespace)}"
        return f"<{iri}>"


def _quoted(text: str) -> str:
    if "\n" in text and "\r" not in text:
        return '"""' + _RUN.sub(r"\\\g<0>", text.replace("\\", "\\\\")).replace("\0", "\\u0000") + '"""'
    return '"' + "".join(_ESCAPES.get(char, char) for char in text).replace("\0", "\\u0000") + '"'


def _by_subject(triples: Iterable[ox.Triple]) -> dict[str, list[ox.Triple]]:
    found: dict[str, list[ox.Triple]] = {}
    for triple in triples:
        found.setdefault(str(getattr(triple.subject, "value", triple.subject)), []).append(triple)
    return found


def _predicate_key(iri: str) -> tuple[int, str]:
    return (_FIRST.index(iri) if iri in _FIRST else len(_FIRST), terms.shorten(iri))


def _object_key(term: object) -> tuple[int, str]:
    language = term.language if isinstance(term, ox.Literal) else None
    return (_LANGUAGES.index(language) if language in _LANGUAGES else len(_LANGUAGES), str(term))
