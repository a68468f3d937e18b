"""docker-compose.yaml keeps to the compose specification and holds what architecture.md names."""

import json
import re
from importlib import resources
from typing import Any

import jsonschema
import pytest
from tests.integration.compose import composefile

from cobranca.paths import ROOT

SECRETS = {"POSTGRES_PASSWORD": "x", "AIRFLOW_FERNET_KEY": "y", "AIRFLOW_JWT_SECRET": "z"}
AIRFLOW = ("api-server", "scheduler", "dag-processor", "triggerer", "worker-1", "worker-2")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return composefile.load(SECRETS)


def test_it_keeps_to_the_compose_schema(compose: dict[str, Any]) -> None:
    vendor = resources.files("check_jsonschema") / "builtin_schemas" / "vendor" / "compose-spec.json"
    schema = json.loads(vendor.read_text(encoding="utf-8"))
    jsonschema.validators.validator_for(schema)(schema).validate(compose)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(compose | {"services": {"x": {"imagine": "postgres"}}}, schema)


def test_every_service_is_there_and_healthy_is_told(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == {*AIRFLOW, "postgres", "redis", "init", "sandbox"}
    for name, service in compose["services"].items():
        assert name == "init" or service["healthcheck"]["test"][0] == "CMD", f"{name} does not tell its health"
    assert [name for name, service in compose["services"].items() if "profiles" in service] == ["sandbox"]


def test_airflow_waits_for_the_migrations(compose: dict[str, Any]) -> None:
    for name in AIRFLOW:
        assert compose["services"][name]["depends_on"]["init"]["condition"] == "service_completed_successfully"


@pytest.mark.parametrize("name", SECRETS)
def test_a_missing_secret_is_asked_for(name: str) -> None:
    with pytest.raises(KeyError, match=name):
        composefile.load({key: value for key, value in SECRETS.items() if key != name})


def test_the_image_is_built_from_the_lock_and_nothing_is_open_to_the_network(compose: dict[str, Any]) -> None:
    recipe = compose["services"]["scheduler"]["build"]["dockerfile_inline"]
    assert "pip install --no-cache-dir --no-deps -r requirements.txt" in recipe
    assert recipe.strip().splitlines()[-1] == "USER cobranca"
    for source in re.findall(r"^COPY (\S+) ", recipe, re.MULTILINE):
        assert (ROOT / source).exists(), f"the image copies {source}, which is not there"
    ports = [port for service in compose["services"].values() for port in service.get("ports", ())]
    assert ports == ["127.0.0.1:8080:8080"]
