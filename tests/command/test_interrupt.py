"""Whatever stops ./crm, no process of it stays, and the next run goes on."""

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from .helpers import ROOT, environment, make_odoo, make_slow_python, run_crm


def living(home):
    """Return the ids of the processes that run out of ``home``."""
    mark = b"CRM_HOME=" + str(home).encode()
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark in path.read_bytes().split(b"\0"):
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


def end(home):
    for pid in living(home):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def wait_for(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def home(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    yield home
    end(home)


@pytest.fixture
def settings(tmp_path):
    return {
        "ODOO_HOME": make_odoo(tmp_path / "odoo"),
        "CRM_PYTHON": make_slow_python(tmp_path / "python"),
    }


def start_crm(home, settings):
    """Start ``./crm demo --no-serve`` without waiting for its end."""
    return subprocess.Popen(
        [str(ROOT / "crm"), "demo", "--no-serve"],
        env=environment(home, **settings),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def started(home, settings):
    """A ./crm in the middle of its step "Python packages"."""
    process = start_crm(home, settings)
    assert wait_for(lambda: (home / "log" / "build_venv.log").exists() and len(living(home)) > 2)
    yield process
    process.kill()
    end(home)  # what it has started holds its output open
    process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_all_that_was_started(home, started, number):
    started.send_signal(number)
    _output, errors = started.communicate(timeout=30)
    assert started.returncode == 130
    assert errors.strip() == "crm: stopped. The same command goes on from here."
    assert wait_for(lambda: not living(home)), living(home)


def test_stop_ends_what_a_killed_run_left_behind(home, started):
    started.kill()
    started.wait()
    assert living(home)
    assert run_crm(home, "stop").returncode == 0
    assert not living(home)


def test_the_next_run_ends_what_a_killed_run_left_behind(home, settings, started):
    started.kill()
    started.wait()
    orphans = set(living(home))
    assert orphans
    Path(settings["CRM_PYTHON"]).write_text('#!/bin/sh\n[ "$1" != -m ]\n', encoding="utf-8")
    process = run_crm(home, "demo", "--no-serve", **settings)
    assert "Python packages failed" in process.stderr
    assert wait_for(lambda: not orphans & set(living(home)))


def test_two_runs_wait_for_each_other(home, settings, started):
    second = start_crm(home, settings)
    _output, errors = second.communicate(timeout=30)
    assert "the demo runs already" in errors
    assert started.poll() is None
