"""The inbox and the review pages, with a desk that only remembers."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
from anyio.from_thread import start_blocking_portal

from hfgraph import web
from hfgraph.api.app import create_app
from hfgraph.api.config import Config
from hfgraph.token import TokenFile
from hfgraph.web import galley, proposals
from hfgraph.web.upload import FILE_LIMIT

from .conftest import BROWSER, SMALL, Page
from .desk import FakeDesk
from .test_pages import assert_harmless

PAPER = "/review/nord/ssu-12-2025"
OURS = {"accept": BROWSER, "sec-fetch-site": "same-origin", "origin": "http://testserver"}


class Office:
    """A server whose desk is a fake, and the tokens it takes."""

    def __init__(self, root: Path, **options: Any) -> None:
        shutil.copytree(SMALL, root / "workspace")
        tokens = TokenFile(root / "tokens.jsonl")
        self.tokens = {
            "all": tokens.add("all", ["write"]),
            "nord": tokens.add("nord", ["write:nord"]),
            "sor": tokens.add("sor", ["write:sor"]),
            "paper": tokens.add("paper", ["write:nord/doc/ssu-12-2025"]),
            "read": tokens.add("read", ["read"]),
        }
        self.token_file = tokens
        self.root = root / "workspace"
        self.desk = FakeDesk(self.root)
        given: dict[str, Any] = {
            "data": root / "workspace",
            "token_file": tokens.path,
            "workers": 2,
            "watch": 0,
        } | options
        self.app = create_app(Config(**given, log_requests=False), web.install)
        self.app.state.clerk.work = self.desk
        self._stack = ExitStack()
        self._portal = self._stack.enter_context(start_blocking_portal())
        self._stack.enter_context(self._portal.wrap_async_context_manager(self.app.router.lifespan_context(self.app)))

    def close(self) -> None:
        self._stack.close()

    def ask(self, method: str, address: str, who: str = "", role: str = "secretariat", **more: Any) -> httpx.Response:
        headers = OURS | more.pop("headers", {})
        if who:
            headers["cookie"] = f"hfgraph-token={self.tokens.get(who, who)}; hfgraph-role={role}"
        headers |= {"cookie": headers.get("cookie", "") + more.pop("cookie", "")}

        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
                return await client.request(method, address, headers=headers, **more)

        return self._portal.call(send)

    def page(self, address: str, who: str = "all", **more: Any) -> Page:
        got = self.ask("GET", address, who, **more)
        return Page(address, got.status_code, dict(got.headers), got.text)

    def post(self, address: str, form: dict[str, Any], who: str = "all", **more: Any) -> httpx.Response:
        return self.ask("POST", address, who, data=form, **more)

    def stamp(self, key: str) -> str:
        found = {item["id"]: item for item in self.desk({"call": "look", "language": "nb"}, 1, 1)["items"]}
        return proposals.stamp(found[key])

    def decide(self, key: str, verdict: str, **fields: str) -> httpx.Response:
        more = {name.replace("__", "."): value for name, value in fields.items()}
        return self.post(PAPER, {"id": key, "seen": self.stamp(key), "verdict": verdict} | more)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    office = Office(tmp_path_factory.mktemp("office"))
    yield office
    office.close()


@pytest.fixture
def office(shared: Office) -> Office:
    """An office with a fresh desk, on which a paper lies."""
    shared.desk = FakeDesk(shared.root)
    shared.app.state.clerk.forget()
    shared.desk.there = True
    shared.app.state.clerk.work = shared.desk
    return shared


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[..., Office]]:
    with ExitStack() as stack:

        def make(**options: Any) -> Office:
            office = Office(tmp_path / "office", **options)
            stack.callback(office.close)
            return office

        yield make


# Who may ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "options, words",
    [
        ({"read_only": True}, "--read-only"),
        ({"token_file": None}, "ingen tokener"),
        ({"data": None}, "følger med"),
    ],
)
def test_a_closed_server_says_so_and_how_to_open_it(
    opened: Callable[..., Office], options: dict[str, Any], words: str
) -> None:
    office = opened(**options)
    page = office.page("/review")
    assert page.status == 200
    assert words in page.words(".faults")
    assert "hfgraph serve --data" in page.words("pre")
    assert not page.all("input[type=file], input[type=password]")
    assert office.page(PAPER).status == 403
    assert office.post("/review/sign-in", {"token": office.tokens["all"], "role": "leader"}).status_code == 403
    assert office.desk.calls == []


def test_without_a_token_there_is_a_form_for_one_and_nothing_else(office: Office) -> None:
    page = office.page("/review", "")
    assert page.one("input[type=password]").attributes["name"] == "token"
    assert not page.all("input[type=file]")
    assert "Felles rutine" not in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "etag" not in page.headers
    assert office.desk.calls == []


def test_a_page_leads_to_the_form_and_back(office: Office) -> None:
    got = office.ask("GET", f"{PAPER}?state=all", "")
    assert (got.status_code, got.headers["location"]) == (
        303,
        "/review?next=%2Freview%2Fnord%2Fssu-12-2025%3Fstate%3Dall",
    )
    page = office.page(got.headers["location"], "")
    wanted = page.one("input[name=next]").attributes["value"]
    signed = office.post("/review/sign-in", {"token": office.tokens["nord"], "role": "leader", "next": wanted}, "")
    assert (signed.status_code, signed.headers["location"]) == (303, f"{PAPER}?state=all")
    token, role = signed.headers.get_list("set-cookie")
    assert token == f"hfgraph-token={office.tokens['nord']}; HttpOnly; Path=/review; SameSite=strict"
    assert role.startswith("hfgraph-role=leader; HttpOnly; Max-Age=")


def test_over_https_the_cookie_is_secure(opened: Callable[..., Office]) -> None:
    office = opened(base_url="https://graf.example")
    got = office.post("/review/sign-in", {"token": office.tokens["all"], "role": "leader"}, "")
    assert all("; Secure" in one for one in got.headers.get_list("set-cookie"))


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere", "/cases"])
def test_signing_in_leads_nowhere_else(office: Office, address: str) -> None:
    got = office.post("/review/sign-in", {"token": office.tokens["all"], "role": "leader", "next": address}, "")
    assert got.headers["location"] == "/review"


@pytest.mark.parametrize("token, status", [("hfgraph_unknown", 401), ("", 401), ("read", 403)])
def test_a_token_that_will_not_do(office: Office, token: str, status: int) -> None:
    got = office.post("/review/sign-in", {"token": office.tokens.get(token, token), "role": "leader"}, "")
    assert got.status_code == status
    assert "set-cookie" not in got.headers
    page = Page("/review/sign-in", got.status_code, dict(got.headers), got.text)
    assert page.all(".faults")
    assert not token or office.tokens.get(token, token) not in page.text


def test_a_token_that_is_withdrawn_is_not_taken_any_more(office: Office) -> None:
    office.tokens["brief"] = office.token_file.add("brief", ["write"])
    assert office.page(PAPER, "brief").status == 200
    office.token_file.remove("brief")
    assert office.ask("GET", PAPER, "brief").status_code == 303
    assert office.post(PAPER, {"id": "b2", "seen": office.stamp("b2"), "verdict": "accept"}, "brief").status_code == 401
    assert not office.desk.decisions


def test_signing_out_drops_the_token(office: Office) -> None:
    got = office.post("/review/sign-out", {})
    assert got.status_code == 303
    assert 'hfgraph-token=""; HttpOnly; Max-Age=0; Path=/review' in got.headers["set-cookie"]


@pytest.mark.parametrize("who, status", [("sor", 403), ("read", 403), ("nord", 200), ("paper", 200)])
def test_a_token_for_another_community_does_not_do(office: Office, who: str, status: int) -> None:
    assert office.page(PAPER, who).status == status
    got = office.post(PAPER, {"id": "b2", "seen": office.stamp("b2"), "verdict": "accept"}, who)
    assert got.status_code == (303 if status == 200 else 403)
    assert bool(office.desk.decisions) == (status == 200)


def test_the_inbox_lists_only_what_the_token_covers(office: Office) -> None:
    assert "Felles rutine" in office.page("/review", "nord").text
    page = office.page("/review", "sor")
    assert "Felles rutine" not in page.text
    assert [node.attributes["value"] for node in page.all("#community option")] == ["sor"]


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": "https://elsewhere.example"},
        {"sec-fetch-site": None, "origin": None},
        {"sec-fetch-site": None, "origin": "null"},
        {"sec-fetch-site": None, "origin": "http://testserver.elsewhere.example"},
    ],
)
@pytest.mark.parametrize("address", [PAPER, "/review", "/review/sign-in", "/review/sign-out", "/review/role"])
def test_a_form_from_elsewhere_is_refused(office: Office, headers: dict[str, str | None], address: str) -> None:
    cookie = {"cookie": f"hfgraph-token={office.tokens['all']}; hfgraph-role=leader"}
    given = {name: value for name, value in (OURS | headers | cookie).items() if value is not None}

    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(office.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
            return await client.post(address, headers=given, data={"id": "b2", "seen": "x", "verdict": "accept"})

    got = office._portal.call(send)
    assert got.status_code == 403
    assert "set-cookie" not in got.headers
    assert office.desk.calls == []


def test_without_fetch_metadata_the_origin_decides(office: Office) -> None:
    form = {"id": "b2", "seen": office.stamp("b2"), "verdict": "accept"}
    cookie = {"cookie": f"hfgraph-token={office.tokens['all']}; hfgraph-role=leader"}

    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(office.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
            return await client.post(
                PAPER, headers={"accept": BROWSER, "origin": "http://testserver"} | cookie, data=form
            )

    assert office._portal.call(send).status_code == 303
    assert office.desk.decisions["b2"]["role"] == "leader"


# Sending in ---------------------------------------------------------------------------------------------------------


def _send(office: Office, content: bytes, who: str = "all", name: str = "sak.txt", **more: Any) -> httpx.Response:
    data = {"community": more.pop("community", "nord")}
    return office.ask("POST", "/review", who, files={"file": (name, content)}, data=data, **more)


def test_a_document_is_sent_in_and_opened(office: Office) -> None:
    got = _send(office, "Sak 1/2025 æøå".encode(), name="C:\\Users\\x\\sak 1.txt")
    assert (got.status_code, got.headers["location"]) == (303, PAPER)
    call = office.desk.calls[-1]
    assert (call["call"], call["name"], call["community"], call["language"]) == ("open", "sak 1.txt", "nord", "nb")
    assert Path(call["workspace"]).is_dir()


def test_a_script_is_told_where_to_go(office: Office) -> None:
    got = _send(office, b"Sak", headers={"accept": "application/json"})
    assert got.json() == {"address": PAPER}


def test_a_file_that_cannot_be_read_is_told_on_the_page_and_to_the_script(office: Office) -> None:
    got = _send(office, b" ")
    page = Page("/review", got.status_code, dict(got.headers), got.text)
    assert page.status == 400
    assert page.words(".faults") == "Filen er tom.Velg en annen."
    told = _send(office, b" ", headers={"accept": "application/json"})
    assert told.json()["errors"][0]["what"] == "Filen er tom."


@pytest.mark.parametrize("who, community, status", [("nord", "sor", 403), ("nord", "", 403), ("all", "", 303)])
def test_a_document_goes_only_where_the_token_may_write(office: Office, who: str, community: str, status: int) -> None:
    assert _send(office, b"Sak", who, community=community).status_code == status
    assert [call["call"] for call in office.desk.calls if call["call"] == "open"] == ["open"] * (status == 303)


def test_nobody_sends_in_without_a_token(office: Office) -> None:
    assert _send(office, b"Sak", "").status_code == 401
    assert office.desk.calls == []


def test_a_file_that_is_too_large_goes_no_further(office: Office) -> None:
    assert _send(office, bytes(FILE_LIMIT + 1)).status_code == 413
    assert [call["call"] for call in office.desk.calls] == ["inbox"]


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_that_is_too_large_is_not_read_to_its_end(
    office: Office, monkeypatch: pytest.MonkeyPatch, chunked: bool
) -> None:
    monkeypatch.setattr("hfgraph.web.upload.FILE_LIMIT", 1000)
    begin = b'--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
    read = 0

    async def body() -> AsyncIterator[bytes]:
        nonlocal read
        yield begin
        for _ in range(100):
            read += 1
            yield bytes(10_000)
        yield b"\r\n--x--\r\n"

    headers = {"content-type": "multipart/form-data; boundary=x"} | ({} if chunked else {"content-length": "1000100"})
    assert office.ask("POST", "/review", "all", content=body(), headers=headers).status_code == 413
    assert read < 20


def test_a_form_without_a_file(office: Office) -> None:
    assert (
        office.ask("POST", "/review", "all", files={"file": ("", b"")}, data={"community": "nord"}).status_code == 400
    )
    assert office.post("/review", {"community": "nord"}).status_code == 400
    broken = {"content-type": "multipart/form-data; boundary=x"}
    assert office.ask("POST", "/review", "all", content=b"--y\r\n", headers=broken).status_code == 400


# The page -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language, heading", [("nb", "Dokumentets tekst"), ("en", "The document’s text")])
def test_text_and_proposals_stand_side_by_side(office: Office, language: str, heading: str) -> None:
    page = office.page(f"{PAPER}?lang={language}&state=all")
    assert page.status == 200
    assert page.words("h1") == "Felles rutine for utskriving"
    assert page.words("#text-h") == heading
    assert len(page.all(".proposal")) == 9
    said = {node.attributes["data-items"]: node.attributes["class"] or "" for node in page.all("a.spot[data-items]")}
    assert "t-explicit" in said["a1 "]
    assert "t-inferred" in said["f6 "]
    assert "s-known" in said["c3 "]
    assert "deep" in said["g7 i9 "]
    for node in page.all(".proposal"):
        assert node.css(".verdict .glyph")
        assert len(node.css(".verdict")) == 1
        assert node.css(".where a")
    assert_harmless(page)
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "same-origin"


def test_every_link_to_the_text_and_back_resolves(office: Office) -> None:
    page = office.page(f"{PAPER}?state=all")
    identifiers = [node.attributes["id"] for node in page.all("[id]")]
    assert len(identifiers) == len(set(identifiers))
    fragments = {node.attributes["href"] or "" for node in page.all("main a[href^='#']")}
    assert {fragment[1:] for fragment in fragments} <= set(identifiers)
    assert {node.attributes["for"] for node in page.all("label[for]")} <= set(identifiers)


def test_the_text_is_whole(office: Office) -> None:
    page = office.page(f"{PAPER}?state=all")
    for hidden in page.all(".paper .unseen, .paper .turn"):
        hidden.decompose()
    assert page.one(".paper").text().split() == office.desk.text.split()


def test_what_is_known_contradicted_alike_or_missing_is_told(office: Office) -> None:
    page = office.page(f"{PAPER}?state=all")
    assert page.words("#c-c3 .known") == "Allerede kjent: Punkt 4.1"
    assert "Noe annet" in page.words("#c-d4 .sides")
    assert page.words("#c-e5 .pick label") == "Trygg utskriving 70 %"
    field = page.one("#c-f6 .filling select")
    assert field.attributes["name"] == "field.status"
    assert "required" in field.attributes
    assert not field.css("option[selected]")


def test_narrowing_is_in_the_address(office: Office) -> None:
    office.desk.decide("a1", "accept", "leader")

    def keys(query: str) -> list[str | None]:
        return [node.attributes["data-id"] for node in office.page(PAPER + query).all(".proposal")]

    assert "a1" not in keys("")
    assert "c3" not in keys("")
    assert keys("?state=accepted") == ["a1"]
    assert keys("?state=known") == ["c3"]
    assert keys("?type=decision-point") == ["h8", "i9"]
    assert keys("?rule=name") == ["e5"]
    assert keys("?state=candidate") == ["f6"]
    assert keys("?state=all&order=type")[0] == "a1"
    page = office.page(f"{PAPER}?state=all&order=type")
    assert [" ".join(node.text().split()) for node in page.all(".cards > h3")][:2] == ["Sak 1", "Opplysning i hodet 1"]


def test_hostile_text_and_labels_are_text(office: Office) -> None:
    hostile = "<img src=x onerror=alert(1)>\"'{{7*7}}"
    office.desk.labels["b2"] = hostile
    office.desk.text = office.desk.text.replace("Felles rutine", "<b>fet</b>")
    page = office.page(f"{PAPER}?state=all")
    assert page.words("#h-b2 .what") == hostile
    assert "<script>alert(1)</script>" in page.words(".paper")
    assert not page.all("main img, main script, main b, [onerror]")
    assert_harmless(page)


def test_a_key_that_is_none(office: Office) -> None:
    assert office.page("/review/nord/SSU").status == 404
    assert office.page("/review/nord/%2e%2e").status == 404
    assert office.page("/review/nord/a/b").status == 404


# Deciding -----------------------------------------------------------------------------------------------------------


def test_accepting_leads_to_the_next(office: Office) -> None:
    got = office.decide("b2", "accept")
    assert (got.status_code, got.headers["location"]) == (303, f"{PAPER}#c-d4")
    assert office.desk.decisions["b2"]["verdict"] == "accept"
    assert office.desk.decisions["b2"]["role"] == "secretariat"
    page = office.page(PAPER, cookie="; hfgraph-said=accept.1")
    assert page.words("#said") == "Godtatt"
    assert 'hfgraph-said=""' in page.headers["set-cookie"]
    assert page.words("#progress-label").startswith("1 av 7 avgjort")


def test_a_decision_takes_one_process_when_the_page_has_been_seen(office: Office) -> None:
    assert office.page(PAPER).status == 200
    seen = office.stamp("b2")
    office.desk.calls.clear()
    office.post(PAPER, {"id": "b2", "seen": seen, "verdict": "accept"})
    assert office.page(PAPER).words("#progress-label").startswith("1 av 7")
    assert [call["call"] for call in office.desk.calls] == ["decide"]


def test_rejecting_and_undoing(office: Office) -> None:
    office.decide("b2", "reject")
    page = office.page(f"{PAPER}?state=rejected")
    assert page.words("#c-b2 .verdict") == "✕ Avvist"
    assert "Sekretariatet" in page.words("#c-b2 .by")
    office.decide("b2", "reopen")
    assert "b2" not in office.desk.decisions


def test_a_value_is_put_right_in_its_own_form(office: Office) -> None:
    office.decide("g7", "edit", value="2025-12-04")
    office.decide("h8", "edit", value__case="ssu/2025/13", value__number="2", value__kind="adopted")
    office.decide("b2", "edit", value__value="2025-05-15")
    assert office.desk.decisions["g7"]["value"] == "2025-12-04"
    assert office.desk.decisions["h8"]["value"] == {"case": "ssu/2025/13", "number": 2, "kind": "adopted"}
    assert office.desk.decisions["b2"]["value"] == {"field": "meeting_date", "value": "2025-05-15"}


def test_what_is_filled_in_comes_along(office: Office) -> None:
    office.decide("f6", "accept", field__status="ongoing", field__empty="")
    assert office.desk.decisions["f6"]["fields"] == {"status": "ongoing"}


def test_merging_with_a_candidate_or_with_what_is_named(office: Office) -> None:
    target = "https://w3id.org/hfgraph/id/nord/project/trygg-utskriving"
    office.decide("e5", "merge", target=target)
    assert office.desk.decisions["e5"]["target"] == target
    hit = office.ask("GET", "/api/search?q=plan&limit=1", headers={"accept": "application/json"}).json()["results"][0]
    office.decide("e5", "merge", other=hit["key"])
    assert office.desk.decisions["e5"]["target"] == f"https://w3id.org/hfgraph/id/{hit['key']}"


@pytest.mark.parametrize(
    "fields, words",
    [({"other": "xyzzyx"}, "Ingenting heter «xyzzyx»."), ({}, "Det er ikke valgt noe å slå sammen med.")],
)
def test_merging_with_nothing_is_told(office: Office, fields: dict[str, str], words: str) -> None:
    got = office.decide("e5", "merge", **fields)
    page = Page(PAPER, got.status_code, dict(got.headers), got.text)
    assert page.status == 400
    assert words in page.words(".faults")
    assert not office.desk.decisions


def test_many_are_accepted_by_rule_as_they_are_listed(office: Office) -> None:
    page = office.page(PAPER)
    rule = next(node for node in page.all(".bulk .rule") if "Nummererte punkter" in node.text())
    assert "Godta alle 2 fra regelen «Nummererte punkter»" in " ".join(rule.text().split())
    fields = {name: [node.attributes["value"] for node in rule.css(f"input[name={name}]")] for name in ("id", "seen")}
    got = office.post(PAPER, {**fields, "verdict": "accept"})
    assert got.status_code == 303
    assert {key for key, one in office.desk.decisions.items() if one["verdict"] == "accept"} == {"h8", "i9"}


def test_what_can_be_filled_in_is_not_waiting_for_anybody(office: Office) -> None:
    page = office.page(PAPER)
    assert page.words(".states [data-count=open]") == "7"
    assert page.words(".states [data-count=candidate]") == "1"
    assert "Kan fylles ut" in page.words(".states")
    assert "1 kan fylles ut" in page.words("#progress-label")


def test_the_document_is_added_as_a_source_of_all_that_is_known(office: Office) -> None:
    office.desk.extra["d4"] = {"state": "known"}
    page = office.page(f"{PAPER}?state=known")
    assert page.words("#c-c3 button.accept").startswith("✓ Legg til som kilde")
    rule = next(node for node in page.all(".bulk .rule") if "kilde" in node.text())
    assert "Legg til dokumentet som kilde for alle 2" in " ".join(rule.text().split())
    fields = {name: [node.attributes["value"] for node in rule.css(f"input[name={name}]")] for name in ("id", "seen")}
    assert office.post(PAPER, {**fields, "verdict": "accept"}).status_code == 303
    assert {key for key, one in office.desk.decisions.items() if one["verdict"] == "accept"} == {"c3", "d4"}


def test_what_goes_with_another_is_decided_with_it(office: Office) -> None:
    led = {"id": "b2", "typeLabel": "Opplysning i hodet", "label": "Møtedato: 14. mai 2025"}
    office.desk.extra = {"a1": {"leads": [led]}, "b2": {"with": "a1"}}
    page = office.page(PAPER)
    assert page.words(".states [data-count=open]") == "6"
    assert not page.all("#c-b2")
    assert "Møtedato: 14. mai 2025" in page.words("#c-a1 .others")
    assert page.words("#c-a1 button.accept").startswith("✓ Godta alle 2")
    assert office.decide("a1", "accept").status_code == 303
    assert office.desk.decisions["a1"]["along"] is True
    assert office.page(f"{PAPER}?state=all").all("#c-b2"), "each can be decided by itself"


def test_the_desks_own_stamp_is_what_was_seen(office: Office) -> None:
    office.desk.extra["b2"] = {"stamp": "abc"}
    assert office.stamp("b2") == "abc"


def test_a_stale_page_does_not_undo_what_somebody_else_decided(office: Office) -> None:
    seen = office.stamp("b2")
    office.desk.decide("b2", "reject", "leader")
    got = office.post(PAPER, {"id": "b2", "seen": seen, "verdict": "accept"})
    page = Page(PAPER, got.status_code, dict(got.headers), got.text)
    assert page.status == 409
    assert "Noen andre har avgjort dette" in page.words(".faults")
    assert page.words("#c-b2 .verdict") == "✕ Avvist"
    assert office.desk.decisions["b2"]["verdict"] == "reject"


def test_a_script_decides_several_and_gets_the_cards(office: Office) -> None:
    office.desk.decide("d4", "reject", "leader")
    fresh = {"id": "b2", "seen": office.stamp("b2"), "verdict": "accept"}
    edited = {"id": "g7", "seen": office.stamp("g7"), "verdict": "edit", "value": "2025-12-05"}
    stale = {"id": "d4", "seen": "0", "verdict": "accept"}
    got = office.ask(
        "POST", PAPER, "all", json={"decisions": [fresh, edited, stale]}, headers={"accept": "application/json"}
    )
    told = got.json()
    assert got.status_code == 200
    assert told["stale"] == ["d4"]
    assert "Noen andre" in told["message"]
    parts = Page(PAPER, 200, {}, told["html"])
    assert {node.attributes["data-id"] for node in parts.all(".proposal")} == {"b2", "g7", "d4"}
    assert parts.words("#progress-label").startswith("3 av 7")
    assert office.desk.decisions["g7"]["value"] == "2025-12-05"
    assert office.desk.decisions["d4"]["role"] == "leader"


def test_a_card_that_changes_with_another_comes_along(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    decide = office.desk.decide

    def also(*told: Any, **more: Any) -> None:
        decide(*told, **more)
        office.desk.labels["i9"] = "Punkt 2 i SSU 12/2025"

    monkeypatch.setattr(office.desk, "decide", also)
    wish = {"id": "a1", "seen": office.stamp("a1"), "verdict": "accept"}
    got = office.ask("POST", PAPER, "all", json={"decisions": [wish]}, headers={"accept": "application/json"})
    parts = Page(PAPER, 200, {}, got.json()["html"])
    assert [node.attributes["data-id"] for node in parts.all(".proposal")] == ["a1", "i9"]


@pytest.mark.parametrize(
    "body", [{}, {"decisions": []}, {"decisions": "x"}, {"decisions": [3]}, {"decisions": [{"id": "b2"}]}]
)
def test_nonsense_from_a_script_is_refused(office: Office, body: Any) -> None:
    got = office.ask("POST", PAPER, "all", json=body, headers={"accept": "application/json"})
    assert got.status_code == 400
    assert got.headers["content-type"] == "application/problem+json"
    assert not office.desk.decisions


def test_nobody_decides_without_a_role(office: Office) -> None:
    page = office.page(PAPER, role="")
    assert page.all("form.role")
    assert not page.all("button[name=verdict]")
    got = office.post(PAPER, {"id": "b2", "seen": office.stamp("b2"), "verdict": "accept"}, role="")
    assert got.status_code == 400
    assert not office.desk.decisions
    chosen = office.post("/review/role", {"role": "analyst", "next": PAPER}, role="")
    assert chosen.headers["location"] == PAPER
    assert "hfgraph-role=analyst" in chosen.headers["set-cookie"]


# Checking and filing ------------------------------------------------------------------------------------------------


def test_checking_shows_findings_beside_the_quote(office: Office) -> None:
    office.desk.decide("b2", "accept", "leader")
    assert "fant ingen feil" in office.page(f"{PAPER}?check=1").words(".notice")
    office.desk.violation = "Datoen mangler."
    page = office.page(f"{PAPER}?check=1")
    assert page.words("#c-b2 .finding") == "Feil: Datoen mangler."
    assert {call["call"] for call in office.desk.calls} == {"check"}


def test_filing_writes_reloads_and_tells(office: Office) -> None:
    office.desk.decide("a1", "accept", "leader")
    before = office.app.state.service.pool
    got = office.post(PAPER, {"do": "file", "keep": "yes"})
    assert (got.status_code, got.headers["location"]) == (303, f"{PAPER}?filed=17")
    assert [call["call"] for call in office.desk.calls] == ["file"]
    assert office.desk.calls[-1]["keep_text"] is True
    assert office.desk.calls[-1]["role"] == "secretariat"
    assert office.app.state.service.pool is not before
    page = office.page(got.headers["location"])
    assert "17 nye utsagn" in page.words(".receipt p")
    links = {node.attributes["href"] for node in page.all(".receipt a")}
    assert links == {"/documents/nord/doc/ssu-12-2025", "/cases/nord/case/ssu/2025/12", "/review"}


def test_what_breaks_the_rules_is_not_filed(office: Office) -> None:
    office.desk.decide("b2", "accept", "leader")
    office.desk.violation = "Datoen mangler."
    got = office.post(PAPER, {"do": "file"})
    page = Page(PAPER, got.status_code, dict(got.headers), got.text)
    assert page.status == 422
    assert "Ingenting er arkivert" in page.words(".faults")
    assert "Datoen mangler." in page.words("#c-b2")
    assert [call["call"] for call in office.desk.calls] == ["file", "check"]
    assert len(page.all("#c-b2 .finding")) == 1


def test_a_busy_desk_says_so(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hfgraph.web.clerk._QUEUE", 0.01)
    room = office.app.state.clerk._room

    async def fill() -> None:
        await room.acquire()
        await room.acquire()

    office._portal.call(fill)
    got = office.ask("GET", PAPER, "all")
    assert (got.status_code, got.headers["retry-after"]) == (503, "5")
    room.release()
    room.release()
    assert office.page(PAPER).status == 200


# The parts ----------------------------------------------------------------------------------------------------------


def _item(key: str, start: int, end: int) -> dict[str, Any]:
    return {"id": key, "places": [{"start": start, "end": end, "anchor": "exact"}]}


def test_a_galley_keeps_every_sign_and_cuts_where_marks_begin_and_end() -> None:
    text = "Tittel\n\nEn lang linje med ord\nuten blokk\n"
    blocks = [
        {"start": 0, "end": 6, "kind": "heading", "level": 1, "page": 1},
        {"start": 8, "end": 29, "kind": "paragraph", "level": 0, "page": 2},
    ]
    found = galley.marks([_item("a", 3, 11), _item("b", 11, 15), _item("c", 7, 11), _item("far", 90, 99)], len(text))
    lines = galley.galley(text, blocks, found)
    assert ["".join(piece.text for piece in line.pieces).strip() for line in lines] == [
        "Tittel",
        "En lang linje med ord",
        "uten blokk",
    ]
    assert [line.page for line in lines] == [1, 2, None]
    begun = [mark.item["id"] for line in lines for piece in line.pieces for mark in piece.begin]
    assert begun == ["a", "c", "b"]
    assert [mark.item["id"] for mark in lines[1].pieces[0].over] == ["c", "a"]


@pytest.mark.parametrize(
    "old, written, new", [(5000, " 7 500 ", 7500), (5000, "mye", "mye"), ("4.1", " 4.2 ", "4.2"), (5, None, 5)]
)
def test_numbers_stay_numbers(old: Any, written: str | None, new: Any) -> None:
    given = {} if written is None else {"value": written}
    assert proposals.corrected({"value": old}, given) == new
