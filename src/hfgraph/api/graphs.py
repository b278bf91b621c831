"""The Graph Store Protocol at ``/graphs``: read, replace, add to and remove named graphs."""

from __future__ import annotations

import re
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from hfgraph import terms
from hfgraph.api import negotiation
from hfgraph.api.config import Config
from hfgraph.api.problem import Fault
from hfgraph.api.protocol import media_of, parameters
from hfgraph.api.service import Service
from hfgraph.api.writing import Editor, body_of
from hfgraph.change import Change, Kind
from hfgraph.job import Answer
from hfgraph.payload import MEDIA
from hfgraph.text import Text

BODY_LIMIT = 16 << 20
METHODS = ("GET", "HEAD", "OPTIONS", "PUT", "POST", "DELETE")
_FORMATS = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdfxml",
    "application/ld+json": "jsonld",
}
_DATASETS = {"application/trig": "trig", "application/n-quads": "nq"}
_LISTS = ("application/json", "text/html")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]*\Z")
_TAG = re.compile(r'(W/)?"([0-9a-f]+)\.[^"]*"|\*')
_QUOTED = re.compile(r'"[^"]*"')
_FRESH = {"vary": "Accept, Accept-Encoding", "cache-control": "no-cache"}
_KINDS: dict[str, Kind] = {"PUT": "put", "POST": "post", "DELETE": "delete"}
_ALLOW = {"allow": ", ".join(METHODS)}


def routes(config: Config, editor: Editor) -> list[Route]:
    """Return the routes of the protocol."""

    async def handle(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=_ALLOW)
        if request.method in ("GET", "HEAD"):
            return await _read(request)
        return await _write(request, config, editor)

    return [Route(path, handle, methods=list(METHODS)) for path in ("/graphs", "/graphs/{key:path}")]


async def _read(request: Request) -> Response:
    target = _target(request)
    if target is None:
        return await _all(request)
    accepted = _acceptable(request, _FORMATS)
    form = _FORMATS[accepted]
    media = _content_type(accepted)
    service: Service = request.app.state.service
    encoding = negotiation.encoding(request.headers.get("accept-encoding"))
    if not target:
        return _response(request, await service.run("union", encoding=encoding, form=form, media=media))
    answer = await service.cached("graph", encoding=encoding, iri=target, form=form, media=media)
    tag = f'"{".".join(filter(None, (answer.head["mark"], form, answer.head.get("encoding"))))}"'
    known = request.headers.get("if-none-match", "")
    if known.strip() == "*" or tag in _QUOTED.findall(known):
        return Response(status_code=304, headers={"etag": tag, **_FRESH})
    return _response(request, answer, {"etag": tag})


async def _all(request: Request) -> Response:
    """Answer a request for the store as a whole: only for those who ask for what no single graph could be."""
    named = {each.name for each in negotiation.ranges(request.headers.get("accept") or "")}
    offers = [media for media in (*_DATASETS, *_LISTS) if media in named]
    service: Service = request.app.state.service
    if not offers:
        raise Fault(
            400,
            Text("Hvilken graf? Det står ikke i adressen.", "Which graph? The address does not say."),
            Text(
                "Bruk ?graph=<IRI> eller ?default. Accept: application/json lister grafene; application/trig eller "
                "application/n-quads gir alle.",
                "Use ?graph=<IRI> or ?default. Accept: application/json lists the graphs; application/trig or "
                "application/n-quads gives them all.",
            ),
        )
    accepted = negotiation.media(request.headers.get("accept"), tuple(offers)) or offers[0]
    encoding = negotiation.encoding(request.headers.get("accept-encoding"))
    if accepted in _LISTS:
        return _response(request, await service.cached("graphs", encoding=encoding))
    form = _DATASETS[accepted]
    return _response(request, await service.run("everything", encoding=encoding, form=form, media=accepted))


def _response(request: Request, answer: Answer, headers: Mapping[str, str] | None = None) -> Response:
    about = {"content-type": answer.head["media"], **_FRESH, **(headers or {})}
    if "encoding" in answer.head:
        about["content-encoding"] = answer.head["encoding"]
    if request.method == "HEAD":
        answer.drop()
        if answer.body is not None:
            about["content-length"] = str(len(answer.body))
        return Response(headers=about)
    return (
        StreamingResponse(aiter(answer), headers=about) if answer.body is None else Response(answer.body, headers=about)
    )


async def _write(request: Request, config: Config, editor: Editor) -> Response:
    token = editor.admit(request)
    target = _target(request)
    if target is None:
        raise Fault(
            400,
            Text("Hvilken graf? Det står ikke i adressen.", "Which graph? The address does not say."),
            Text(
                f"Bruk ?graph={terms.ID}<fellesskap>/doc/<dokument>.",
                f"Use ?graph={terms.ID}<community>/doc/<document>.",
            ),
        )
    if not target:
        raise Fault(
            403,
            Text(
                "Standardgrafen er unionen av alle grafene og kan ikke endres selv.",
                "The default graph is the union of all graphs and cannot be changed itself.",
            ),
            Text("Endre den grafen påstanden står i: ?graph=<IRI>.", "Change the graph that says it: ?graph=<IRI>."),
        )
    content, media = "", ""
    if request.method != "DELETE":
        header = request.headers.get("content-type", "")
        media = media_of(header)
        if media not in MEDIA and not (media == "multipart/form-data" and request.method == "POST"):
            raise Fault(
                415,
                Text(f"Innhold av typen «{media}» leses ikke her.", f"Content of type '{media}' is not read here."),
                Text(f"Bruk en av: {', '.join(MEDIA)}.", f"Use one of: {', '.join(MEDIA)}."),
                {"accept-post": ", ".join(MEDIA)},
            )
        content = await body_of(request, BODY_LIMIT)
        media = header if media == "multipart/form-data" else media
    kind = _KINDS[request.method]
    wanted, unwanted = (_marks(request, name) for name in ("if-match", "if-none-match"))
    change = Change(kind, target, content, media, if_match=wanted, if_none_match=unwanted)
    files = await editor.write(request, change, token)
    if any(file.before is None for file in files):
        key = target.removeprefix(terms.ID)
        return Response(status_code=201, headers={"location": f"{config.base_url}/graphs/{key}"})
    return Response(status_code=204)


def _target(request: Request) -> str | None:
    """Return the IRI of the graph the request is about, empty for the default graph, ``None`` for no graph."""
    if (key := request.path_params.get("key")) is not None:
        return _absolute(terms.ID + key)
    told = [pair for pair in parameters(request.scope["query_string"], "URL") if pair[0] in ("graph", "default")]
    if len(told) > 1:
        raise Fault(
            400,
            Text("Adressen nevner mer enn én graf.", "The address names more than one graph."),
            Text("Bruk enten ?graph=<IRI> eller ?default.", "Use either ?graph=<IRI> or ?default."),
        )
    if not told:
        return None
    return "" if told[0][0] == "default" else _absolute(told[0][1])


def _absolute(iri: str) -> str:
    if not _ABSOLUTE.match(iri):
        raise Fault(
            400,
            Text(f"«{iri}» er ingen fullstendig IRI.", f"'{iri}' is no absolute IRI."),
            Text("Skriv grafens IRI helt ut.", "Write the graph's IRI in full."),
        )
    return iri


def _marks(request: Request, name: str) -> tuple[str, ...] | None:
    """Return the fingerprints a precondition names; tags of ours differ only in format, which does not matter here."""
    header = request.headers.get(name)
    if header is None:
        return None
    strong = (match for match in _TAG.finditer(header) if not (match[1] and name == "if-match"))
    return tuple(match[2] or "*" for match in strong)


def _acceptable(request: Request, formats: dict[str, str]) -> str:
    accepted = negotiation.media(request.headers.get("accept"), tuple(formats))
    if accepted is None:
        raise Fault(
            406,
            Text("Grafen kan ikke gis i noe av det du godtar.", "The graph cannot be given in anything you accept."),
            Text(f"Be om en av: {', '.join(formats)}.", f"Ask for one of: {', '.join(formats)}."),
        )
    return accepted


def _content_type(media: str) -> str:
    return f"{media}; charset=utf-8" if media.startswith("text/") else media
