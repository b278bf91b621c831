"""The OpenAPI document: whole, valid, bilingual, and true: generated requests find no 5xx and no broken promise."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import httpx
import hypothesis
import pytest
import schemathesis
import schemathesis.errors
from hypothesis import HealthCheck, Phase
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.core.failures import FailureGroup

from hfgraph.api import pages
from hfgraph.api.rest import models
from hfgraph.graph import Graph

from .served import Served

EXAMPLES = Path(models.__file__).with_name("examples")


@pytest.fixture(scope="module")
def document(client: httpx.Client) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/openapi.json").raise_for_status().json()
    return found


@pytest.fixture(scope="module")
def schema(small_server: Served) -> Any:
    config = schemathesis.Config()
    return schemathesis.openapi.from_url(f"{small_server.url}/api/openapi.json", config=config)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_the_document_is_true(schema: Any, mode: GenerationMode) -> None:
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) > 50
    failures = [failure for operation in operations for failure in _broken(operation, mode)]
    assert not failures, "\n\n".join(failures)


def _broken(operation: Any, mode: GenerationMode) -> list[str]:
    @hypothesis.settings(
        max_examples=1 if operation.label.startswith("GET /api/questions/") else 4,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate],
    )
    @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        case.call_and_validate()

    try:
        ask()
    except Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE, operation.label
    except (schemathesis.errors.SchemathesisError, FailureGroup) as error:
        return [f"{operation.label}: {error}"]
    return []


def test_every_question_is_an_operation(document: dict[str, Any], bundled: Graph) -> None:
    for question in bundled.questions.values():
        operation = document["paths"][f"/api/questions/{question.id}"]["get"]
        assert operation["summary"] == question.title.nb
        own = [one for one in operation["parameters"] if one["name"] not in ("lang", "limit", "offset")]
        assert [(one["name"], one["required"]) for one in own] == [(p.option, p.required) for p in question.parameters]


def test_every_operation_tells_its_faults_and_shows_an_example(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    names = []
    for path, item in document["paths"].items():
        for operation in item.values():
            names.append(operation["operationId"])
            assert operation["summary"], path
            assert operation["tags"], path
            assert {"200", "405", "422", "503", "504"} <= set(operation["responses"]), path
            for status, response in operation["responses"].items():
                if status >= "400":
                    assert list(response["content"]) == ["application/problem+json"], (path, status)
            answer = operation["responses"]["200"]["content"]
            if "application/json" in answer:
                assert answer["application/json"]["example"], path
    assert len(names) == len(set(names))
    told = json.dumps(document, ensure_ascii=False)
    assert "¦" not in told
    assert "HTTPValidationError" not in told
    for name in re.findall(r"#/components/schemas/(\w+)", told):
        assert name in document["components"]["schemas"]


def test_english_is_one_parameter_away(client: httpx.Client) -> None:
    nb = client.get("/api/openapi.json").json()["paths"]["/api/coverage"]["get"]["summary"]
    en = client.get("/api/openapi.json", params={"lang": "en"}).json()["paths"]["/api/coverage"]["get"]["summary"]
    assert (nb, en) == ("Dekning", "Coverage")


@pytest.mark.parametrize(
    "name, model",
    [
        ("search", models.Found),
        ("thing", models.Thing),
        ("trace", models.Trace),
        ("coverage", models.Coverage),
        ("network", models.Network),
        ("findings", models.Findings),
        ("document", models.Document),
        ("passage", models.Passage),
        ("question", models.QuestionInFull),
        ("rows", models.Rows),
        ("problem", models.Problem),
    ],
)
def test_examples_are_what_they_are_examples_of(name: str, model: Any) -> None:
    model.model_validate_json((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"), strict=True)


def test_the_page_asks_nobody_else(client: httpx.Client) -> None:
    page = client.get("/api/docs")
    assert page.headers["content-type"].startswith("text/html")
    policy = page.headers["content-security-policy"]
    assert "'unsafe" not in policy
    assert "http" not in policy
    addresses = re.findall(r'(?:src|href|data-url)="([^"]+)"', page.text)
    assert len(addresses) >= 4
    for address in addresses:
        assert address.startswith(("/", "data:,")), address
        if address.startswith("/"):
            assert client.get(address).status_code == 200
    assert not re.search(r"<script(?![^>]*src=)", page.text)
    assert " style=" not in page.text


def test_vendored_files_are_as_listed() -> None:
    import hashlib

    vendor = pages.STATIC / "vendor"
    listed = [line.split() for line in (vendor / "VENDORED").read_text().splitlines() if not line.startswith("#")]
    assert {path.relative_to(vendor).as_posix() for path in vendor.rglob("*") if path.is_file()} == {
        "VENDORED",
        *(line[3] for line in listed),
    }
    for _, _, _, name, checksum in listed:
        assert hashlib.sha256((vendor / name).read_bytes()).hexdigest() == checksum
