"""What holds for every run of pytest on this repository.

A test that is skipped fails, because the host skips its browser tests silently when there is no
browser; and a warning of our own addons in the server's log fails the test that caused it.
"""

import logging
from pathlib import Path

import pytest

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


own_warnings = OwnWarnings()


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
