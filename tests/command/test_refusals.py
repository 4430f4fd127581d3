"""What ./crm cannot do it says in one line, with what brings it."""

import socket

import pytest

from .helpers import make_odoo, run_crm


def assert_refused(process, *words):
    assert process.returncode != 0
    lines = process.stderr.strip().splitlines()
    assert len(lines) == 1, process.stderr
    for word in words:
        assert word in lines[0]


def test_help_lists_the_commands(tmp_path):
    process = run_crm(tmp_path, "help")
    assert process.returncode == 0
    for word in ("demo", "test", "lint", "i18n", "bench", "stop", "clean"):
        assert f"\n  {word} " in process.stdout


def test_an_unknown_command_is_refused(tmp_path):
    assert run_crm(tmp_path, "serve").returncode == 2


def test_an_odoo_of_another_series_is_refused(tmp_path):
    odoo = make_odoo(tmp_path / "odoo18", "(18, 0, 0, FINAL, 0, '')")
    process = run_crm(tmp_path / "home", "demo", "--no-serve", ODOO_HOME=odoo)
    assert_refused(process, "18.0", "branch 19.0")


def test_a_folder_without_odoo_is_refused(tmp_path):
    process = run_crm(tmp_path / "home", "demo", "--no-serve", ODOO_HOME=tmp_path)
    assert_refused(process, "holds no package odoo/")


def test_a_taken_port_is_refused(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        process = run_crm(tmp_path, "demo", "--port", str(port))
    assert_refused(process, f"port {port} is taken", f"--port {port + 1}")


@pytest.mark.parametrize("port", ["0", "70000", "web"])
def test_what_is_no_port_is_refused(tmp_path, port):
    assert_refused(run_crm(tmp_path, "demo", "--port", port), "is no port number")


def test_a_home_that_is_a_file_is_refused(tmp_path):
    home = tmp_path / "file"
    home.write_text("", encoding="utf-8")
    assert_refused(run_crm(home, "demo"), "cannot write to", "CRM_HOME")


def test_a_database_server_that_is_not_there_is_refused(tmp_path):
    process = run_crm(tmp_path, "psql", PGHOST=tmp_path, PGUSER="crm")
    assert_refused(process, "no PostgreSQL at", "PGHOST")
