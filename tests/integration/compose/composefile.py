"""docker-compose.yaml as an engine would read it, and its services' commands for a machine without one."""

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from cobranca.paths import ROOT

FILE = ROOT / "docker-compose.yaml"
_VARIABLE = re.compile(r"\$\{(?P<name>\w+)(?P<kind>:-|:\?)?(?P<rest>[^}]*)\}")


def load(environment: Mapping[str, str]) -> dict[str, Any]:
    """The file with its variables filled in; KeyError for one that must be given and is not."""

    def fill(found: re.Match[str]) -> str:
        value = environment.get(found["name"], "")
        if value or found["kind"] is None:
            return value
        if found["kind"] == ":?":
            raise KeyError(f"{found['name']}: {found['rest']}")
        return found["rest"]

    text = _VARIABLE.sub(fill, FILE.read_text(encoding="utf-8"))
    content: dict[str, Any] = yaml.safe_load(text)
    return content


def here(command: list[str]) -> list[str]:
    """A command of the image as this machine runs it: from the environment that the tests run in."""
    program = Path(sys.executable).parent / command[0]
    return [str(program) if program.exists() else command[0], *command[1:]]


def environment_of(service: Mapping[str, Any], more: Mapping[str, str]) -> dict[str, str]:
    """The service's variables, `more` in the place of those that name other machines or folders of the image."""
    said = {key: str(value) for key, value in service["environment"].items()}
    bare = {key: value for key, value in os.environ.items() if not key.startswith(("AIRFLOW", "COBRANCA"))}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return {**bare, **said, **more, "PATH": path, "NO_PROXY": "localhost,127.0.0.1"}
