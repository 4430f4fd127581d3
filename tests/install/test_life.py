"""The suite arrives in a database that holds data, and leaves it as it was. Slow: about 5 min."""

import logging

import pytest

from . import snapshot
from .life import Life

_logger = logging.getLogger(__name__)
PARTNERS, ORDERS = 100_000, 20_000
# "in minutes"; an install that computes over the host's tables takes far longer
INSTALL_SECONDS = 240


@pytest.fixture(scope="module")
def life():
    done = Life(PARTNERS, ORDERS).run()
    _logger.info("with %s partners: %s", PARTNERS, done.seconds)
    yield done
    done.forget()


def assert_same(differences):
    assert not differences, f"{len(differences)} differences\n" + "\n".join(differences[:60])


def test_installs_in_minutes_on_a_database_with_data(life):
    assert life.seconds["install"] < INSTALL_SECONDS, life.seconds


def test_installing_changes_no_present_users_access_or_screens(life):
    assert_same(snapshot.differences(life.probes["host"], life.probes["installed"]))


def test_installing_changes_no_access_record_of_the_host(life):
    for table in ("ir_rule", "ir_model_access", "rule_group_rel"):
        before = life.snapshots["host"][f"rows of {table}"]
        after = life.snapshots["installed"][f"rows of {table}"]
        assert not [key for key in before if after.get(key) != before[key]], table


def test_upgrading_twice_changes_nothing(life):
    assert_same(snapshot.compare(life.snapshots["installed"], life.snapshots["upgraded"]))
    assert_same(snapshot.compare(life.snapshots["upgraded"], life.snapshots["upgraded again"]))


def test_uninstalling_leaves_the_host_as_it_was(life):
    assert_same(snapshot.compare(life.snapshots["host"], life.snapshots["uninstalled"]))


def test_uninstalling_leaves_access_and_screens_as_they_were(life):
    assert_same(snapshot.differences(life.probes["host"], life.probes["uninstalled"]))
