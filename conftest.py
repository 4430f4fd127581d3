"""What holds for every run of pytest on this repository.

A test that is skipped fails, because the host skips its browser tests silently when there is no
browser; and a warning of our own addons in the server's log fails the test that caused it. Each
worker has a filestore of its own: the host's test classes collect garbage in it by what their own
database knows. Property tests know no clock: a busy machine is no failure.
"""

import contextlib
import logging
import os
import shutil
from pathlib import Path

import pytest
import pytest_odoo
from hypothesis import HealthCheck, settings

from odoo.tools import config as odoo_config

ADDONS = [path.parent.name for path in Path(__file__).parent.glob("addons/*/__manifest__.py")]


class OwnWarnings(logging.Handler):
    """Collect the warnings and errors that our addons log."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.records = []

    def emit(self, record):
        parts = record.name.split(".")
        if parts[:2] == ["odoo", "addons"] and parts[2:3] and parts[2] in ADDONS:
            self.records.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@contextlib.contextmanager
def own_filestore(original, name):
    """Give the worker's database ``name`` the files of ``original``, linked: none ever changes."""
    if original == name:
        yield
        return
    folder = Path(odoo_config["data_dir"], "filestore")
    shutil.rmtree(folder / name, ignore_errors=True)
    if (folder / original).is_dir():
        shutil.copytree(folder / original, folder / name, copy_function=os.link)
    try:
        yield
    finally:
        shutil.rmtree(folder / name, ignore_errors=True)


settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")
own_warnings = OwnWarnings()
pytest_odoo._shared_filestore = own_filestore


def pytest_configure(config):
    logging.getLogger().addHandler(own_warnings)


def pytest_unconfigure(config):
    logging.getLogger().removeHandler(own_warnings)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    logged, own_warnings.records = own_warnings.records, []
    if report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, which counts as failed: {call.excinfo.value}"
    elif report.passed and logged:
        report.outcome = "failed"
        report.longrepr = "logged by our addons:\n" + "\n".join(logged)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    report = yield
    if report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} was skipped, which counts as failed"
    return report
