"""What every page shares: language, community and date from the address, data from the service, navigation, templates.

A page is one module with handlers and a list ``ROUTES`` that ``hfgraph.web.PAGES`` names::

    async def cases(frame: Frame) -> Response:
        table = await frame.table("case-list", year=frame.query("year"))
        return frame.page("cases.html", frame.say("Saker", "Cases"), table=table)


    ROUTES = [page("/cases", cases)]

``frame.say(nb, en)`` chooses the words (``say`` in templates too), ``await frame.json(job, …)`` has a worker compute,
and ``await frame.table(question, …)`` does so for a question, narrowed to the community and the date the reader has
chosen where the question takes them. ``frame.href("/cases", year=2024)`` and ``frame.thing(iri)`` make links that keep
language, community and date; ``frame.has("/map")`` tells whether a page exists. A template extends ``base.html`` and
fills the block ``main``; ``ui`` has macros for tables, sources, states and dates (``macros.html``). Scripts are named
in ``scripts=("map.js",)`` and served from ``static/`` as ES modules that import each other by relative name. There is
no inline script or style, and everything from the data reaches HTML through Jinja's escaping.

A page whose address also answers programs is ``page(path, handler, shared=True)``: only browsers get it.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from hfgraph import terms
from hfgraph.answer import day
from hfgraph.api.headers import matches, weak_etag
from hfgraph.api.service import Service
from hfgraph.job import PoolBusyError
from hfgraph.text import Language, Text
from hfgraph.web import files, navigation
from hfgraph.web.table import Table
from hfgraph.web.template import TEMPLATES

COOKIE = "hfgraph-lang"
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_AT_ONCE = 2
_WAITS = (0.2, 0.8)
_KEPT = ("lang", "community", "as-of")
_YEAR = 365 * 24 * 60 * 60
Crumb = tuple[str, str]
"""Address and name of a page above this one."""
Alternate = tuple[str, str, str]
"""Address, media type and name of the same content in another form."""


class Frame:
    """One request for a page, and everything needed to answer it.

    Attributes:
        request: as it came.
        service: what computes.
        language: of the page: that of the address, else the one remembered, else bokmål.
        community: key of the community the reader has chosen, or an empty string for all.
        as_of: the date the reader has chosen, as written, or an empty string for the latest.
        homes: names of all communities by IRI.
    """

    def __init__(self, request: Request) -> None:
        self.request = request
        self.service: Service = request.app.state.service
        self.language = language_of(request)
        self.homes: dict[str, str] = {}
        self._room = asyncio.Semaphore(_AT_ONCE)
        self.community = self.query("community").strip()
        self.as_of = self.query("as-of").strip()
        if self.as_of:
            day(self.as_of, "as-of")

    @property
    def path(self) -> str:
        """The page's path."""
        found: str = self.request.url.path
        return found

    @property
    def today(self) -> date:
        """The date the reader has chosen, or today."""
        return day(self.as_of, "as-of") if self.as_of else date.today()

    def query(self, name: str) -> str:
        """Return a parameter of the address, an empty string when it is not there."""
        return self.request.query_params.get(name, "")

    def say(self, nb: str, en: str) -> str:
        """Return the words in the page's language."""
        return nb if self.language == "nb" else en

    def tell(self, text: Text) -> str:
        """Return a text in the page's language."""
        return text.in_language(self.language)

    async def json(self, job: str, /, **arguments: Any) -> Any:
        """Have a worker compute something, and return it; a page asks for no more than two things at once."""
        async with self._room:
            for wait in _WAITS:
                try:
                    return json.loads(await (await self.service.cached(job, **arguments)).read())
                except PoolBusyError:
                    await asyncio.sleep(wait)
            return json.loads(await (await self.service.cached(job, **arguments)).read())

    async def table(self, question: str, /, **values: object) -> Table:
        """Return the rows of a question in the page's language.

        Args:
            question: its id.
            values: its parameters; community and date are those of the page unless given here.
        """
        given = {name.replace("_", "-"): str(value) for name, value in values.items() if value is not None}
        chosen = {"community": self.community, "as-of": self.as_of}
        told = await self.json("table", name=question, values=given, chosen=chosen, language=self.language)
        return Table.read(told)

    def href(self, path: str, /, **query: object) -> str:
        """Return the address of a page of ours, keeping language, community and date."""
        kept = {name: self.query(name) for name in _KEPT if self.query(name)}
        wanted = kept | {name.replace("_", "-"): value for name, value in query.items()}
        told = urlencode({name: value for name, value in wanted.items() if value not in (None, "")})
        return quote(path, safe="/:@!$&'()*+,;=~%-._") + (f"?{told}" if told else "")

    def here(self, **query: object) -> str:
        """Return the address of this page with some parameters changed; an empty value removes one."""
        wanted = dict(self.request.query_params) | {name.replace("_", "-"): value for name, value in query.items()}
        told = urlencode({name: value for name, value in wanted.items() if value not in (None, "")})
        return quote(self.path, safe="/:@!$&'()*+,;=~-._") + (f"?{told}" if told else "")

    def thing(self, iri: str) -> str:
        """Return the address of the page about a thing of ours; other IRIs are their own address."""
        if iri.startswith(terms.ID):
            return self.href("/id/" + quote(iri.removeprefix(terms.ID), safe="/:@!$&'()*+,;=~-._"))
        for namespace, path in ((terms.HFC, "/code/"), (terms.HF, "/ns#"), (terms.HFS, "/shapes#")):
            if iri.startswith(namespace):
                return path + quote(iri.removeprefix(namespace), safe="/-._~")
        return iri if iri.startswith(("https://", "http://")) else "#"

    def has(self, path: str) -> bool:
        """Return whether there is a page at ``path``, so that nothing links to one that is not built."""
        return path in self.request.app.state.pages

    def page(
        self,
        template: str,
        title: str,
        /,
        *,
        crumbs: Sequence[Crumb] = (),
        alternates: Iterable[Alternate] = (),
        scripts: Sequence[str] = (),
        dated: bool = False,
        status: int = 200,
        **context: Any,
    ) -> Response:
        """Return the page that ``template`` makes.

        Args:
            template: name of a file in ``templates``.
            title: of the page; also its h1.
            crumbs: pages above it, the topmost first; the overview is added.
            alternates: the same content in other forms.
            scripts: ES modules in ``static``.
            dated: whether the page changes with the date, so that the date can be chosen.
            status: of the response.
            context: more names for the template.
        """
        body = TEMPLATES.get_template(template).render(
            frame=self,
            say=self.say,
            title=title,
            crumbs=crumbs,
            alternates=list(alternates),
            scripts=scripts,
            dated=dated,
            navigation=navigation.ENTRIES,
            communities=self.request.state.communities,
            **context,
        )
        return self.finish(Response(body, status, media_type="text/html"))

    def file(self, content: bytes, media: str, name: str) -> Response:
        """Return a file to keep."""
        response = Response(content, media_type=media)
        response.headers["content-disposition"] = f'attachment; filename="{name}"'
        return self.finish(response)

    def etag(self) -> bytes:
        """Return what tells this state of the page from another: data, code, address, language, day."""
        return weak_etag(
            self.service.revision, files.RELEASE, self.language, str(self.request.url), date.today().isoformat()
        )

    def finish(self, response: Response) -> Response:
        """Return a response with the headers every answer of ours has."""
        headers = response.headers
        headers["content-language"] = self.language
        headers["content-security-policy"] = CSP
        headers["vary"] = "Accept, Accept-Encoding, Cookie"
        if response.status_code == 200:  # noqa: PLR2004 -- OK
            headers["etag"] = self.etag().decode()
            headers["cache-control"] = "no-cache"
        else:
            headers["cache-control"] = "no-store"
        if _language(self.request.query_params):
            response.set_cookie(COOKIE, self.language, max_age=_YEAR, path="/", httponly=True, samesite="lax")
        return response


Handler = Callable[[Frame], Awaitable[Response]]


async def answer(request: Request, handler: Handler) -> Response:
    """Have a handler answer a request, unless the client has the answer already."""
    frame = Frame(request)
    if matches(request.headers.get("if-none-match", "").encode("latin-1") or None, frame.etag()):
        return Response(
            status_code=304, headers={"etag": frame.etag().decode(), "vary": "Accept, Accept-Encoding, Cookie"}
        )
    request.state.communities = await frame.json("communities", language=frame.language)
    frame.homes = {one["iri"]: one["label"] for one in request.state.communities}
    return await handler(frame)


def language_of(request: Request) -> Language:
    """Return the language to answer a reader in."""
    return _language(request.query_params) or _language({"lang": request.cookies.get(COOKIE, "")}) or "nb"


def _language(told: Mapping[str, str] | QueryParams) -> Language | None:
    found = told.get("lang", "")
    return "nb" if found == "nb" else "en" if found == "en" else None
