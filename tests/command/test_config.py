"""The examples of config/ are read by the programs that they are for, without a complaint."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from .helpers import ROOT

CONFIG = ROOT / "config"
READ = """
import sys
import odoo.tools
odoo.tools.config.parse_config(["-c", sys.argv[1]], setup_logging=True)
"""


@pytest.mark.parametrize("name", ["odoo.dev.conf", "odoo.test.conf", "odoo.prod.conf"])
def test_odoo_knows_every_option(tmp_path, name):
    text = (CONFIG / name).read_text(encoding="utf-8")
    # folders of the production machine
    lines = [line for line in text.splitlines() if not line.startswith("addons_path")]
    copy = tmp_path / "odoo.conf"
    copy.write_text("\n".join(lines), encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name != "ODOO_RC"}
    done = subprocess.run(
        [sys.executable, "-c", READ, str(copy)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert (done.returncode, done.stderr) == (0, "")


def find_server():
    """Return the newest PostgreSQL server program, as a user who may run it."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    server = str(found[-1]) if found else shutil.which("postgres")
    return [*(["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []), server]


@pytest.fixture
def server_folder():
    """Yield a folder that the server's user can read; those of pytest are root's alone."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.mark.parametrize("name", ["postgresql.dev.conf", "postgresql.example.conf"])
def test_postgresql_knows_every_setting(server_folder, name):
    folder = server_folder
    shutil.copy(CONFIG / name, folder / "postgresql.conf")
    (folder / "postgresql.auto.conf").touch()
    done = subprocess.run(
        [*find_server(), "-D", str(folder), "-C", "max_connections"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
