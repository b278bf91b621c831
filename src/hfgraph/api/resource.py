"""Linked data: every IRI of ours can be read at this server, as a page or in the RDF format a client likes."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from hfgraph import terms
from hfgraph.api import negotiation, pages
from hfgraph.api.headers import matches, weak_etag
from hfgraph.api.problem import Fault
from hfgraph.api.protocol import parameters
from hfgraph.api.reply import VARY, base_of, language_of, service_of
from hfgraph.errors import NotFound, bad_input
from hfgraph.linked.catalogue import ADDRESS
from hfgraph.linked.description import VOCABULARIES
from hfgraph.text import LANGUAGES, Language, Text

MEDIA: Mapping[str, str] = {
    "html": "text/html",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "trig": "application/trig",
}
"""Each format's suffix and media type; a client that takes anything gets the first."""

_NAMES = {"ttl": "Turtle", "jsonld": "JSON-LD", "nt": "N-Triples", "rdf": "RDF/XML", "trig": "TriG"}
_ALSO = {"application/json": "jsonld", "application/xml": "rdf", "application/xhtml+xml": "html"}
_OFFERS = (*MEDIA.values(), *_ALSO)
_SUFFIX = re.compile(r"(?P<stem>.+)\.(?P<form>" + "|".join(MEDIA) + r")\Z")
_TITLES = {
    "ns": Text("Begrepene", "The vocabulary"),
    "code": Text("Kodelistene", "The code lists"),
    "alignments": Text("Likheter med andre vokabularer", "Alignments with other vocabularies"),
    "external": Text("Lånte begreper", "Borrowed terms"),
    "shapes": Text("Reglene (SHACL)", "The rules (SHACL)"),
    "dataset": Text("Datasettet", "The dataset"),
}


def routes() -> list[BaseRoute]:
    """Return the routes of the linked data."""
    found: list[BaseRoute] = [_route("/id/{key:path}", _thing), _route("/code/{key:path}", _thing)]
    found += [_route("/ns/{key:path}", _version)]
    for name in VOCABULARIES:
        found += [_route(f"/{name}{suffix}", _vocabulary(name)) for suffix in _suffixes()]
    found += [_route(f"/shapes{suffix}", _shapes) for suffix in _suffixes()]
    found += [_route(f"{ADDRESS}{suffix}", _dataset) for suffix in _suffixes()]
    found += [_route("/.well-known/dcat", _dataset), _route("/context.jsonld", _context)]
    found += [_route("/static/{path:path}", _static)]
    return found


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a client wants: in which format, in which language, and where that stands."""

    form: str
    language: Language
    path: str

    @property
    def media(self) -> str:
        media = MEDIA[self.form]
        return f"{media}; charset=utf-8" if media.startswith("text/") else media


def _route(path: str, endpoint: Callable[[Request], Awaitable[Response]]) -> Route:
    return Route(path, endpoint, methods=["GET", "HEAD"])


def _suffixes() -> tuple[str, ...]:
    return ("", *(f".{form}" for form in MEDIA))


async def _thing(request: Request) -> Response:
    path = request.scope["path"].lstrip("/")
    match = _SUFFIX.match(path)
    iris = [pages.HOME + _as_iri(path)]
    if match:
        iris.append(pages.HOME + _as_iri(match["stem"]))
    iri = json.loads(await (await service_of(request).cached("known", iris=iris)).read())
    if iri is None:
        raise NotFound(
            bad_input(
                f"Grafen sier ingenting om <{iris[-1]}>.",
                f"The graph says nothing of <{iris[-1]}>.",
                mend=("Søk etter den: /api/search?q=…", "Search for it: /api/search?q=…"),
                field="key",
            ).problems
        )
    form = match["form"] if match and iri == iris[-1] and len(iris) > 1 and iri != iris[0] else None
    wanted = _wanted(request, form, iri.removeprefix(pages.HOME))
    if wanted.form != "html":
        return await _data(request, wanted, "about", {"iri": iri}, iri)
    told = await _page(request, "page", {"iri": iri, "language": wanted.language})
    return _html(request, wanted, "thing.html", iri, {"title": told["label"], "thing": told})


def _vocabulary(name: str) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        wanted = _wanted(request, _form(request), name)
        if wanted.form != "html":
            return await _data(request, wanted, "linked-vocabulary", {"name": name}, pages.HOME + name)
        entries = await _page(request, "linked-vocabulary-page", {"name": name, "language": wanted.language})
        return _terms(request, wanted, name, entries)

    return endpoint


async def _version(request: Request) -> Response:
    """Answer for the ontology's version IRI."""
    found = await service_of(request).cached("known", iris=[pages.HOME + "ns/" + _as_iri(request.path_params["key"])])
    if json.loads(await found.read()) is None:
        raise Fault(404, Text("Den utgaven finnes ikke her.", "That version is not here."))
    return await _vocabulary("ns")(request)


async def _shapes(request: Request) -> Response:
    wanted = _wanted(request, _form(request), "shapes")
    if wanted.form != "html":
        return await _data(request, wanted, "shapes", {}, terms.HFS.removesuffix("#"))
    return _terms(request, wanted, "shapes", await _page(request, "shapes-page", {"language": wanted.language}))


async def _dataset(request: Request) -> Response:
    base = base_of(request)
    wanted = _wanted(request, _form(request), ADDRESS.lstrip("/"), plain="ttl")
    if wanted.form != "html":
        return await _data(request, wanted, "dataset", {}, f"{base}{ADDRESS}")
    entries = await _page(request, "dataset-page", {"language": wanted.language, "base": base})
    title = _TITLES["dataset"].in_language(wanted.language)
    return _html(request, wanted, "dataset.html", f"{base}{ADDRESS}", {"title": title, "entries": entries})


async def _context(request: Request) -> Response:
    service = service_of(request)
    etag = weak_etag(service.revision, "context").decode()
    headers = {"etag": etag, "cache-control": "no-cache", "vary": VARY}
    if _seen(request, etag):
        return Response(status_code=304, headers=headers)
    body = await (await service.cached("context")).read()
    return Response(body, headers={"content-type": MEDIA["jsonld"], **headers})


async def _static(request: Request) -> Response:
    path = (pages.STATIC / request.path_params["path"]).resolve()
    if not path.is_relative_to(pages.STATIC) or not path.is_file():
        raise Fault(404, Text("Filen finnes ikke.", "There is no such file."))
    return FileResponse(path, headers={"cache-control": "public, max-age=3600"})


def _wanted(request: Request, form: str | None, path: str, plain: str = "html") -> _Wanted:
    """Return what the client wants.

    Args:
        request: the client's.
        form: the format its address names, if it does.
        path: of the IRI, without the base.
        plain: the format of who takes anything.

    Raises:
        Fault: it takes nothing we have, or ``lang`` is not one of the languages.
    """
    asked = [value for name, value in parameters(request.scope["query_string"], "URL") if name == "lang"]
    lang = next((one for one in LANGUAGES if asked and asked[-1] == one), None)
    if asked and lang is None:
        raise Fault(
            400,
            Text(f"«{asked[-1]}» er ikke et språk her.", f"'{asked[-1]}' is not a language here."),
            Text("Velg nb eller en.", "Choose nb or en."),
        )
    if form is None:
        offers = (MEDIA[plain], *(offer for offer in _OFFERS if offer != MEDIA[plain]))
        media = negotiation.media(request.headers.get("accept"), offers)
        if media is None:
            raise Fault(
                406,
                Text("Den finnes ikke i noe av det du godtar.", "It is not to be had in anything you accept."),
                Text(f"Be om ett av: {', '.join(MEDIA.values())}.", f"Ask for one of: {', '.join(MEDIA.values())}."),
                more={"available": list(MEDIA.values())},
            )
        form = _ALSO.get(media) or next(name for name, known in MEDIA.items() if known == media)
    return _Wanted(form, language_of(request, lang), path)


async def _data(request: Request, wanted: _Wanted, job: str, arguments: dict[str, Any], iri: str) -> Response:
    service = service_of(request)
    etag = weak_etag(service.revision, job, iri, wanted.form).decode()
    headers = {**_headers(request, wanted, iri), "etag": etag}
    if _seen(request, etag):
        return Response(status_code=304, headers=headers)
    told = {**arguments, "form": wanted.form, "media": wanted.media, "base": base_of(request)}
    encoding = negotiation.encoding(request.headers.get("accept-encoding"))
    answer = await service.cached(job, encoding=encoding, **told)
    if "encoding" in answer.head:
        headers["content-encoding"] = answer.head["encoding"]
    return Response(await answer.read(), headers={"content-type": answer.head["media"], **headers})


async def _page(request: Request, job: str, arguments: dict[str, Any]) -> Any:
    return json.loads(await (await service_of(request).cached(job, **arguments)).read())


def _terms(request: Request, wanted: _Wanted, name: str, entries: Any) -> Response:
    title = _TITLES[name].in_language(wanted.language)
    return _html(request, wanted, "terms.html", pages.HOME + name, {"title": title, "entries": entries})


def _html(request: Request, wanted: _Wanted, template: str, iri: str, values: dict[str, Any]) -> Response:
    service, base = service_of(request), base_of(request)
    etag = weak_etag(service.revision, template, iri, wanted.language).decode()
    headers = {**_headers(request, wanted, iri), "etag": etag, "content-language": wanted.language}
    headers["content-security-policy"] = pages.POLICY
    if _seen(request, etag):
        return Response(status_code=304, headers=headers)
    near = urlsplit(base).path.rstrip("/")
    forms = [
        {"media": MEDIA[form], "url": _url(near, wanted.path, form), "name": name} for form, name in _NAMES.items()
    ]
    body = pages.render(template, base, wanted.language, here=_url(near, wanted.path), forms=forms, **values)
    return Response(body, headers={"content-type": wanted.media, **headers})


def _headers(request: Request, wanted: _Wanted, iri: str) -> dict[str, str]:
    base = base_of(request)
    links = [
        f'<{_url(base, wanted.path, form)}>; rel="alternate"; type="{media}"'
        for form, media in MEDIA.items()
        if form != wanted.form
    ]
    links.append(f'<{base}{ADDRESS}>; rel="describedby"')
    links.append(f'<{quote(iri, safe=pages.SAFE)}>; rel="cite-as"')
    if wanted.form == "jsonld":
        links.append(f'<{base}/context.jsonld>; rel="http://www.w3.org/ns/json-ld#context"')
    location = _url(base, wanted.path, wanted.form)
    return {"link": ", ".join(links), "content-location": location, "vary": VARY, "cache-control": "no-cache"}


def _url(base: str, path: str, form: str | None = None) -> str:
    return quote(f"{base}/{path}" + (f".{form}" if form else ""), safe=pages.SAFE)


def _form(request: Request) -> str | None:
    match = _SUFFIX.match(request.scope["path"])
    return match["form"] if match else None


def _seen(request: Request, etag: str) -> bool:
    return matches(request.headers.get("if-none-match", "").encode("latin-1") or None, etag.encode())


def _as_iri(path: str) -> str:
    """Return a path as it stands in an IRI: letters as they are, what an IRI cannot hold escaped."""
    return re.sub(r"[\x00-\x20<>\"{}|\\^`\x7f]", lambda match: quote(match[0]), path)
