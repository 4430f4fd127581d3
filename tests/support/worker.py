"""Workers, forked from a process that has loaded everything: see ``worker_nest.py``."""

import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests import database

NEST = Path(__file__).with_name("worker_nest.py")


class Worker:
    """A process that does a job and says how far it is; a context that ends with it."""

    def __init__(self, output):
        self._output = output
        self._pid = int(output.readline())

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        if exception[0]:
            self.kill()
        self.wait()
        self._output.close()

    def wait_for(self, word):
        """Return the next line with ``word``; "" when the worker ends before."""
        line = self._output.readline()
        while line and word not in line:
            line = self._output.readline()
        return line

    def read(self):
        """Return all that the worker still says until it ends."""
        return self._output.read()

    def wait(self, seconds=900):
        """Say whether the worker ends within ``seconds``."""
        end = time.monotonic() + seconds
        while select.select([self._output], [], [], max(0, end - time.monotonic()))[0]:
            if not self._output.readline():
                return True
        return False

    def kill(self):
        os.kill(self._pid, signal.SIGKILL)


class WorkerNest:
    """The process that workers are forked from, on the database ``name``.

    Another database that takes this name later, cloned from the same one, is as good.
    """

    def __init__(self, name):
        commands, self._commands = os.pipe()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "odoo", "shell", "--no-http", "--log-level=warn"]
            + ["-c", database.config_path(), "-d", name],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
            pass_fds=[commands],
        )
        os.close(commands)
        with self._process.stdin as script:
            script.write(f"COMMANDS = {commands}\n")
            script.write(NEST.read_text(encoding="utf-8"))

    def start(self, script):
        """Return a new :class:`Worker` that runs ``script``."""
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "script").write_text(script, encoding="utf-8")
            path = Path(folder, "output")
            os.mkfifo(path)
            os.write(self._commands, f"{folder}\n".encode())
            return Worker(open(path, encoding="utf-8"))

    def close(self):
        os.close(self._commands)
        self._process.wait()
