"""From a folder to `Settings`: all faults at once, or settings that may be worked with."""

import os
from functools import lru_cache
from pathlib import Path

from cobranca import paths
from cobranca.errors import ConfigurationError
from cobranca.settings import checks
from cobranca.settings.annotations import UNKNOWN
from cobranca.settings.faults import Fault, Finding, errors
from cobranca.settings.folder import Contents, digest, read
from cobranca.settings.model import Settings
from cobranca.settings.places import FILE_OF, located
from cobranca.settings.structure import build


def folder_of(folder: Path | None = None) -> Path:
    """The folder named, else that of COBRANCA_CONFIG, else the example company."""
    return folder or Path(os.environ.get("COBRANCA_CONFIG") or paths.CONFIG)


def load(folder: Path | None = None) -> Settings:
    """The settings of a folder.

    ConfigurationError with every fault, each with file, line, place and cure, where one of them
    refuses it (R1.5, R4.3, R4.7 …). Warnings do not; `check` tells them. A folder whose files are those
    of the time before is not judged again: a batch asks for its settings at every step.
    """
    where = folder_of(folder)
    return _loaded(where, digest(where))


@lru_cache(maxsize=4)
def _loaded(where: Path, _: str) -> Settings:
    settings, faults = inspect(where)
    refused = errors(faults)
    if settings is None or refused:
        listing = "\n".join(str(fault) for fault in refused)
        raise ConfigurationError(f"settings folder {where}: {len(refused)} faults\n{listing}")
    return settings


def inspect(folder: Path | None = None) -> tuple[Settings | None, list[Fault]]:
    """The settings, None where the folder's shape does not give any, and all faults and warnings.

    Where the shape has faults, what can still be understood is checked too.
    """
    contents = read(folder_of(folder))
    nearest, findings = build(contents.raw)
    shape = [located(f, contents.raw, contents.lines) for f in findings if not _is_known(f, contents)]
    if not contents.faults and not shape and nearest:
        settings = nearest.at(contents.lines)
        return settings, checks.check(settings)
    if nearest is None or any(len(finding.path) == 1 for finding in findings):
        return None, _sorted(contents.faults + shape)
    further = [f for f in checks.findings(nearest) if not _follows(f, findings)]
    return None, _sorted(contents.faults + shape + [located(f, contents.raw, contents.lines) for f in further])


def check(settings: Settings) -> list[Fault]:
    """Every fault and warning of settings (R8.5's 'configuration valid')."""
    return checks.check(settings)


def _is_known(finding: Finding, contents: Contents) -> bool:
    """Whether a section is only missing because its file could not be read."""
    broken = {fault.file for fault in contents.faults if fault.place == "the file"}
    return len(finding.path) == 1 and FILE_OF.get(str(finding.path[0])) in broken


def _follows(finding: Finding, shape: list[Finding]) -> bool:
    """Whether it only follows from a fault of shape: at its place, or about what was filled in."""
    if f"`{UNKNOWN}`" in finding.message:
        return True
    return any(finding.path[: len(fault.path)] == fault.path or fault.path[:-1] == finding.path for fault in shape)


def _sorted(faults: list[Fault]) -> list[Fault]:
    """In the order of the files, errors first within each."""
    return sorted(faults, key=lambda fault: (fault.severity, fault.file, fault.line or 0))
