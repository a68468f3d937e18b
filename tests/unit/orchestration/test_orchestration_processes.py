"""Nothing that the launcher starts outlives it, however it ends."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from cobranca.errors import ConfigurationError
from cobranca.orchestration.local.place import Place
from cobranca.orchestration.local.processes import ChildDied, Children

FAMILY = """
import subprocess, time
print(subprocess.Popen(["sleep", "600"], start_new_session=True).pid, flush=True)
time.sleep(600)
"""
LAUNCHER = """
import os, sys, time
from pathlib import Path
from cobranca.orchestration.local.processes import Children, interruptible
with interruptible(), Children() as children:
    child = children.start("family", [sys.executable, "-c", {family!r}], os.environ, Path(sys.argv[1]))
    print(child.process.pid, flush=True)
    time.sleep(600)
"""


def _grandchild(log: Path) -> int:
    until = time.monotonic() + 20
    while not log.exists() or not log.read_text().strip():
        assert time.monotonic() < until
        time.sleep(0.05)
    return int(log.read_text())


def _gone(pid: int) -> bool:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.05)
    return False


def test_the_block_ends_children_and_what_they_started(tmp_path: Path) -> None:
    with Children() as children:
        child = children.start("family", [sys.executable, "-c", FAMILY], os.environ, tmp_path / "log")
        grandchild = _grandchild(tmp_path / "log")
    assert child.process.returncode is not None
    assert _gone(grandchild)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_signals_end_everything(tmp_path: Path, number: signal.Signals) -> None:
    log = tmp_path / "log"
    command = [sys.executable, "-c", LAUNCHER.format(family=FAMILY), str(log)]
    launcher = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    grandchild = _grandchild(log)
    launcher.send_signal(number)
    assert launcher.wait(20) != 0
    assert _gone(grandchild)


def test_a_launcher_that_is_killed_leaves_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LAUNCHER.format(family=FAMILY), str(tmp_path / "log")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as launcher:
        assert launcher.stdout is not None
        child = int(launcher.stdout.readline())
        grandchild = _grandchild(tmp_path / "log")
        launcher.kill()
    assert _gone(child)
    assert _gone(grandchild)


def test_a_child_that_died_is_told_with_the_end_of_its_log(tmp_path: Path) -> None:
    with Children() as children:
        children.start(
            "clerk", [sys.executable, "-c", "print('no paper'); raise SystemExit(3)"], os.environ, tmp_path / "log"
        )
        with pytest.raises(ChildDied, match=r"clerk ended with code 3(?s:.*)no paper"):
            children.wait_until(lambda: False, "paper", 20)


def test_a_folder_is_used_by_one_at_a_time_and_for_one_portfolio(tmp_path: Path) -> None:
    place = Place(tmp_path / "run")
    with place.alone():
        with pytest.raises(ConfigurationError, match="in use by another"), Place(tmp_path / "run").alone():
            pass
        place.insist_on_demo(100, 600, 1)
        place.insist_on_demo(100, 600, 1)
        with pytest.raises(ConfigurationError, match="made with CONTRACTS=100 ROWS=600 SEED=1"):
            place.insist_on_demo(200, 600, 1)
        assert place.secrets() == place.secrets()
    assert (tmp_path / "run" / "secrets.json").stat().st_mode & 0o077 == 0
