"""Whoever has activated the venv of CRM_HOME can still run ./crm."""

import subprocess

from .helpers import ROOT


def test_an_activated_venv_of_its_own_is_taken_off_the_path(tmp_path):
    script = f'. "{ROOT}/crm.d/process.sh"; leave_own_venv; printf %s "$PATH:$VIRTUAL_ENV"'
    venv = tmp_path / "venv-1"
    process = subprocess.run(
        ["bash", "-c", script],
        env={
            "CRM_HOME": str(tmp_path),
            "PATH": f"{venv}/bin:/usr/bin:/bin",
            "VIRTUAL_ENV": str(venv),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert process.stdout == "/usr/bin:/bin:"
