"""Where a local system keeps what it has, and the one at a time that may use it."""

import fcntl
import json
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cobranca.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of a local system."""

    folder: Path

    @property
    def logs(self) -> Path:
        """Logs of the processes; Airflow's own logs of tasks stand in `airflow/logs`."""
        return self.folder / "logs"

    @property
    def airflow(self) -> Path:
        """Airflow's home."""
        return self.folder / "airflow"

    @property
    def postgres(self) -> Path:
        """Data of the embedded server."""
        return self.folder / "postgres"

    @property
    def landing(self) -> Path:
        """What was fetched, a folder a day (R9.5)."""
        return self.folder / "landing"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Use the folder, alone.

        Raises:
            ConfigurationError: another `make run` or `make up` uses it.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise ConfigurationError(
                    f"{self.folder} is in use by another `make run` or `make up`: end that one first"
                ) from error
            yield

    def secrets(self) -> dict[str, str]:
        """What Airflow's processes sign and encrypt with: made once, readable by the owner only."""
        return self._made_once("secrets.json", _fresh_secrets())

    def insist_on_demo(self, contracts: int, rows: int, seed: int) -> None:
        """The sandbox's portfolio stays the same while the folder is kept.

        Raises:
            ConfigurationError: another one is asked for than the folder was made with.
        """
        asked = {"CONTRACTS": str(contracts), "ROWS": str(rows), "SEED": str(seed)}
        kept = self._made_once("demo.json", asked)
        if kept != asked:
            said = " ".join(f"{name}={value}" for name, value in kept.items())
            raise ConfigurationError(f"{self.folder} was made with {said}: use these, or begin anew with `make clean`")

    def _made_once(self, name: str, content: dict[str, str]) -> dict[str, str]:
        path = self.folder / name
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(json.dumps(content), encoding="utf-8")
        found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
        return found


def free_port() -> int:
    """A port of this machine that nobody listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _fresh_secrets() -> dict[str, str]:
    return {"jwt": secrets.token_hex(32), "api": secrets.token_hex(32), "fernet": _fernet_key()}


def _fernet_key() -> str:
    from cryptography.fernet import Fernet  # noqa: PLC0415 - Airflow brings it

    return Fernet.generate_key().decode()
