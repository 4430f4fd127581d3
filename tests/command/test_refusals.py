"""What ./crm cannot do it says in one line, with what brings it."""

import socket

import pytest

from .helpers import make_odoo, make_path, make_program, run_crm


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


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    process = run_crm(tmp_path / "home", "demo", "--no-serve", ODOO_HOME=tmp_path / "no")
    assert_refused(process, "holds no package odoo/")


def test_a_python_that_is_not_there_is_refused(tmp_path):
    odoo = make_odoo(tmp_path / "odoo")
    python = tmp_path / "no"
    process = run_crm(tmp_path / "home", "demo", "--no-serve", ODOO_HOME=odoo, CRM_PYTHON=python)
    assert_refused(process, f"CRM_PYTHON={python} is no program", "3.11 to 3.13")


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


def test_a_machine_without_apt_needs_an_odoo(tmp_path):
    path = make_path(tmp_path / "path", "apt-get")
    process = run_crm(tmp_path / "home", "demo", "--no-serve", PATH=path)
    assert_refused(process, "no Odoo 19.0", "no apt-get", "set ODOO_HOME")


def test_missing_programs_are_named_without_apt(tmp_path):
    path = make_path(tmp_path / "path", "apt-get", "shellcheck", "npm")
    process = run_crm(tmp_path / "home", "lint", PATH=path)
    assert_refused(process, "missing: shellcheck npm.", "no apt-get here")


def test_missing_packages_come_with_the_command_that_brings_them(tmp_path):
    path = make_path(tmp_path / "path", "shellcheck", "id")
    make_program(path / "id", "echo 1000")
    process = run_crm(tmp_path / "home", "lint", PATH=path)
    assert_refused(process, "missing: shellcheck.", "sudo apt-get install shellcheck")


def test_a_small_disk_is_refused_before_anything_starts(tmp_path):
    path = make_path(tmp_path / "path", "df")
    make_program(path / "df", "echo Filesystem; echo tmpfs 4194304 4091904 102400 98% /mnt")
    process = run_crm(tmp_path / "home", "demo", "--no-serve", PATH=path)
    assert_refused(process, "disk full", "100 MB free, 4000 MB are needed")


@pytest.mark.parametrize(
    ("complaint", "words"),
    [
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        ("Temporary failure in name resolution", "no network"),
    ],
)
def test_a_step_that_fails_says_why(tmp_path, complaint, words):
    odoo = make_odoo(tmp_path / "odoo")
    python = make_program(
        tmp_path / "python", f'[ "$1" != -m ] || {{ echo "{complaint}"; exit 1; }}'
    )
    process = run_crm(tmp_path / "home", "demo", "--no-serve", ODOO_HOME=odoo, CRM_PYTHON=python)
    assert_refused(process, "Python packages: ", words)


def test_a_full_disk_is_named_though_the_log_is_empty(tmp_path):
    home = tmp_path / "home"
    (home / "host").mkdir(parents=True)
    path = make_path(tmp_path / "path", "df")
    make_program(path / "df", "echo Filesystem; echo tmpfs 4194304 4194300 4 100% /mnt")
    python = make_program(tmp_path / "python", '[ "$1" != -m ]')
    odoo = make_odoo(tmp_path / "odoo")
    process = run_crm(home, "demo", "--no-serve", PATH=path, ODOO_HOME=odoo, CRM_PYTHON=python)
    assert_refused(process, "Python packages: ", "the disk is full")


def test_a_dead_network_is_named(tmp_path):
    dead = "http://127.0.0.1:9"
    path = make_path(tmp_path / "path")
    process = run_crm(
        tmp_path / "home", "demo", "--no-serve", PATH=path, http_proxy=dead, https_proxy=dead
    )
    assert_refused(process, "Odoo: package lists: no network")
