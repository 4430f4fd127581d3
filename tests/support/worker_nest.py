"""Run in ``odoo shell`` after ``JOB`` and ``COMMANDS``: fork a worker for every line that comes.

A worker of a server is forked from a process that has loaded everything, and so are these: a
test that kills ten of them loads the host once. ``JOB`` is what a worker does, ``COMMANDS`` the
descriptor of a pipe; each line of it names the FIFO that the worker writes to, its number first.
"""
# ruff: noqa: F821 the names are the shell's

import contextlib
import os
import signal
import traceback

from odoo import SUPERUSER_ID, api, sql_db
from odoo.modules.registry import Registry


def work(name, path):
    """Do the job, writing to the FIFO at ``path``."""
    os.dup2(os.open(path, os.O_WRONLY), 1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    print(os.getpid(), flush=True)
    registry = Registry(name)
    registry.check_signaling()
    with registry.cursor() as cursor, contextlib.suppress(SystemExit):
        exec(JOB, {"env": api.Environment(cursor, SUPERUSER_ID, {})})


database = env.cr.dbname
env.cr.close()
sql_db.close_all()  # no two processes may speak through one connection
signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead need no burial
with os.fdopen(COMMANDS) as commands:
    for command in commands:
        if os.fork():
            continue
        try:
            work(database, command.strip())
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(0)
os._exit(0)
