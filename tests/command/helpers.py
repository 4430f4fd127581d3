"""The Python helpers of ./crm, imported from crm.d/py, and a ./crm with a home of its own."""

import importlib.util
import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def load(name):
    """Return the module ``crm.d/py/<name>.py``."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "crm.d" / "py" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def environment(home, **values):
    """Return an environment without anything that the outer ./crm has set."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("CRM_", "PG", "ODOO_", "PYTEST"))
    }
    return kept | {"CRM_HOME": str(home)} | {name: str(value) for name, value in values.items()}


def run_crm(home, *arguments, **values):
    """Run ``./crm`` to its end and return the finished process, its output as text."""
    return subprocess.run(
        [str(ROOT / "crm"), *arguments],
        env=environment(home, **values),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def make_odoo(folder, version="(19, 0, 0, FINAL, 0, '')"):
    """Make something that looks like an Odoo checkout of ``version``."""
    (folder / "odoo").mkdir(parents=True)
    (folder / "odoo" / "release.py").write_text(f"version_info = {version}\n", encoding="utf-8")
    return folder


def make_path(folder, *without):
    """Make a folder with links to the system's programs but those ``without``, for PATH."""
    folder.mkdir()
    for source in ("/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin"):
        for program in Path(source).glob("*"):
            link = folder / program.name
            if program.name not in without and not link.is_symlink():
                link.symlink_to(program)
    return folder


def make_program(path, text):
    """Make a shell script of ``text``."""
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def make_slow_python(path):
    """Make a Python that passes for a good one, and sleeps when it has to make a venv."""
    return make_program(path, '[ "$1" != -m ] || sleep 300\necho fine')
