"""Run in ``odoo shell`` after ``COMMANDS``: fork a process for every line that comes.

A worker of a server is forked from a process that has loaded everything, and so are these: tests
that start hundreds of them load the host once. ``COMMANDS`` is the descriptor of a pipe; each
line of it names a folder with a ``script``, which is what the process does, and the FIFO
``output`` that it writes to: its number first, and ENDED when it came to its end.
"""
# ruff: noqa: F821 the names are the shell's

import contextlib
import os
import signal
import traceback
from pathlib import Path

from odoo import SUPERUSER_ID, api, sql_db
from odoo.modules.registry import Registry


def work(name, folder):
    """Do what ``folder`` says on the database ``name``."""
    script = folder.joinpath("script").read_text(encoding="utf-8")
    output = os.open(folder / "output", os.O_WRONLY)
    os.dup2(output, 1)
    os.dup2(output, 2)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    print(os.getpid(), flush=True)
    registry = Registry(name)
    registry.check_signaling()
    with registry.cursor() as cursor, contextlib.suppress(SystemExit):
        exec(script, {"env": api.Environment(cursor, SUPERUSER_ID, {})})
    print("ENDED", flush=True)


database = env.cr.dbname
env.cr.close()
sql_db.close_all()  # no two processes may speak through one connection
signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead need no burial
if os.fork():
    os._exit(0)  # the host ends the children of a test class, and this serves many classes
with os.fdopen(COMMANDS) as commands:
    for command in commands:
        if os.fork():
            continue
        try:
            work(database, Path(command.strip()))
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(0)
os._exit(0)
