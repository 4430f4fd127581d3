"""Databases of one's own for tests and benchmarks: clone, install, measure, drop.

Reads only the environment that ``./crm`` sets (see ``tests/README.md``): ODOO_RC, the PG*
variables, CRM_HOST_TEMPLATE and CRM_SUITE_TEMPLATE.
"""

import ast
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg2
from psycopg2 import sql

from odoo.tools import config

# what somebody installs; bridges install themselves beside the host app that they meet
SUITE = sorted(
    path.parent.name
    for path in Path(__file__).parents[1].glob("addons/*/__manifest__.py")
    if not ast.literal_eval(path.read_text(encoding="utf-8")).get("auto_install")
)


class DatabaseError(RuntimeError):
    """Says what is missing, or what a subprocess of Odoo complained about."""


def config_path():
    """Return the path of the configuration that this run uses."""
    path = os.environ.get("ODOO_RC") or config["config"]
    if not path or not Path(path).is_file():
        raise DatabaseError("ODOO_RC names no configuration file: run through ./crm")
    return path


def host_template():
    """Return the name of the database that holds the host modules and none of ours."""
    name = os.environ.get("CRM_HOST_TEMPLATE")
    if not name:
        raise DatabaseError("CRM_HOST_TEMPLATE names no database: run through ./crm")
    return name


def connect(name="postgres"):
    """Open an autocommit connection with the server of the configuration."""
    settings = {
        word: config[f"db_{word}"]
        for word in ("host", "port", "user", "password")
        if config[f"db_{word}"]
    }
    connection = psycopg2.connect(dbname=name, **settings)
    connection.autocommit = True
    return connection


def query(name, statement, parameters=None):
    """Run one statement in database ``name`` and return its rows (None without any)."""
    connection = connect(name)
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            return cursor.fetchall() if cursor.description else None
    finally:
        connection.close()


def filestore(name):
    return Path(config["data_dir"], "filestore", name)


def drop(name):
    """Remove database ``name`` and its filestore; nothing happens if there is none."""
    query(
        "postgres", sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    )
    shutil.rmtree(filestore(name), ignore_errors=True)


def clone(source, name):
    """Copy database ``source`` with its filestore to ``name``, replacing what was there."""
    drop(name)
    query(
        "postgres",
        sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(source)
        ),
    )
    if filestore(source).is_dir():
        # linked: what is in a filestore never changes
        shutil.copytree(filestore(source), filestore(name), copy_function=os.link)


def exists(name):
    return bool(query("postgres", "SELECT 1 FROM pg_database WHERE datname = %s", [name]))


def get_comment(name):
    statement = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
    return query("postgres", statement, [name])[0][0]


def set_comment(name, text):
    statement = sql.SQL("COMMENT ON DATABASE {} IS {}")
    query("postgres", statement.format(sql.Identifier(name), sql.Literal(text)))


def odoo(name, *arguments, stdin=None, check=True):
    """Run the host's command line on database ``name`` and return its log.

    :raise DatabaseError: it failed, or logged a warning or an error
    """
    command = [sys.executable, "-m", "odoo", *arguments]
    command += ["-c", config_path(), "-d", name, "--no-http"]
    # two processes that order a set differently would write one view in two ways
    environment = os.environ | {"PYTHONHASHSEED": "0"}
    with tempfile.TemporaryFile("w+") as log:
        done = subprocess.run(
            command,
            input=stdin,
            text=True,
            stdout=subprocess.PIPE,
            stderr=log,
            env=environment,
            check=False,
        )
        log.seek(0)
        text = log.read()
    bad = [line for line in text.splitlines() if is_complaint(line)]
    if check and (done.returncode or bad):
        tail = bad or text.splitlines()[-20:]
        raise DatabaseError(f"{' '.join(command)}: {done.returncode}\n" + "\n".join(tail[:40]))
    return done.stdout if stdin else text


def is_complaint(line):
    """Say whether a log line is a warning or worse (the host's online services aside)."""
    words = line.split(" ", 4)
    if len(words) < 5 or words[3] not in ("WARNING", "ERROR", "CRITICAL"):
        return False
    return "iap" not in line and "partner_autocomplete" not in line


def install(name, *modules, demo=False):
    """Install ``modules`` (default: the whole suite) in database ``name``."""
    modules = modules or SUITE
    arguments = ["-i", ",".join(modules), "--stop-after-init"]
    return odoo(name, *arguments, *(["--with-demo"] if demo else []))


def upgrade(name, *modules):
    return odoo(name, "-u", ",".join(modules or SUITE), "--stop-after-init")


def uninstall(name, *modules):
    """Uninstall as the Apps screen does, in a process of its own."""
    script = (
        f"modules = env['ir.module.module'].search([('name', 'in', {list(modules or SUITE)!r})])\n"
        "modules.button_immediate_uninstall()\n"
    )
    return odoo(name, "shell", stdin=script)
