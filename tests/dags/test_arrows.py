"""The arrows of architecture.md: nothing but `orchestration` imports Airflow, nobody imports the sandbox."""

import ast
from collections.abc import Iterator
from pathlib import Path

from cobranca.paths import INCLUDE, ROOT

PACKAGE = INCLUDE / "cobranca"
SETTINGS_KNOW = {"settings", "errors", "paths", "clock", "database"}


def _sources(folder: Path) -> list[Path]:
    found = sorted(folder.rglob("*.py"))
    assert found, f"{folder} holds no Python: the rule would hold over nothing"
    return found


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _area(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _areas_of(path: Path) -> set[str]:
    return {name.split(".")[1] for name in _imports(path) if name.startswith("cobranca.")}


def test_only_orchestration_imports_airflow() -> None:
    importers = {_area(path) for path in _sources(PACKAGE) if any(n.split(".")[0] == "airflow" for n in _imports(path))}
    assert importers == {"orchestration"}


def test_the_local_launcher_talks_to_airflow_from_outside() -> None:
    for path in _sources(PACKAGE / "orchestration" / "local"):
        assert not any(name.split(".")[0] == "airflow" for name in _imports(path)), path


def test_nobody_imports_the_sandbox() -> None:
    for path in _sources(PACKAGE):
        if _area(path) != "sandbox":
            assert "sandbox" not in _areas_of(path), path
    for path in _sources(ROOT / "dags"):
        assert "sandbox" not in _areas_of(path), path


def test_arrows_go_one_way() -> None:
    for path in _sources(PACKAGE / "settings"):
        assert _areas_of(path) <= SETTINGS_KNOW, path
    for area in ("mega", "contact"):
        if (PACKAGE / area).is_dir():
            for path in _sources(PACKAGE / area):
                assert not _areas_of(path) & {"pipeline", "orchestration", "web"}, path
    for path in _sources(PACKAGE / "pipeline"):
        assert not _areas_of(path) & {"orchestration", "web"}, path


def test_a_dag_is_wiring_and_a_manual() -> None:
    for path in _sources(ROOT / "dags"):
        assert {name.split(".")[0] for name in _imports(path)} <= {"airflow", "cobranca"}, path
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 100, f"{path} holds more than wiring"
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), f"{path} has no manual"
