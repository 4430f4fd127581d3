import threading

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.sql_db import db_connect
from odoo.tests import TransactionCase
from odoo.tools import SQL, mute_logger

STOPPED = "stopped"  #: what the server would try once more


class TwoWorkersCase(TransactionCase):
    """Two real transactions at once, on data that is really committed.

    ``_prepare(env)`` makes the data, ``_remove_own(env)`` removes what it made besides
    the customer and the owner.
    """

    NAME = "Two workers"

    def setUp(self):
        super().setUp()
        self.cursors = []
        env = self._open()
        login = self.NAME.lower().replace(" ", "_")
        self.owner = env["res.users"].create({"name": self.NAME, "login": login})
        self.customer = env["res.partner"].create({"name": self.NAME, "user_id": self.owner.id})
        self._prepare(env)
        env.cr.commit()
        self.addCleanup(self._remove)

    def _prepare(self, env):
        """Make what the test needs; committed afterwards."""

    def _remove_own(self, env):
        """Remove what refers to the customer, and what ``_prepare`` made."""

    def _open(self):
        """Return an environment on a transaction of its own."""
        cursor = db_connect(self.env.cr.dbname).cursor()
        cursor.execute("SET LOCAL lock_timeout = '20s'")
        self.cursors.append(cursor)
        return api.Environment(cursor, SUPERUSER_ID, {"tracking_disable": True})

    def _race(self, table, act_first, act_second=None):
        """Act in a second transaction while a first one has acted and not committed.

        :param table: of which both see what was there before
        :param act_first: called with the environment of the first transaction
        :param act_second: called with that of the second, default: the same
        :return: what the second came to, STOPPED where the database stopped it
        """
        first, second = self._open(), self._open()
        second.cr.execute(SQL("SELECT count(*) FROM %s", SQL.identifier(table)))
        act_first(first)
        first.flush_all()
        outcomes = []
        worker = threading.Thread(
            target=self._act_and_commit, args=(second, act_second or act_first, outcomes)
        )
        with mute_logger("odoo.sql_db"):
            worker.start()
            worker.join(1)
            self.assertTrue(worker.is_alive(), "the second one waits for the first")
            first.cr.commit()
            worker.join(30)
        self.assertEqual(len(outcomes), 1, "the second one came to its end")
        return outcomes[0]

    def _act_and_commit(self, env, act, outcomes):
        try:
            answer = act(env)
            env.flush_all()
            env.cr.commit()
            outcomes.append(answer)
        except SerializationFailure:
            env.cr.rollback()
            outcomes.append(STOPPED)

    def _remove(self):
        for cursor in self.cursors[1:]:
            cursor.rollback()
            cursor.close()
        env = self.customer.env
        env.cr.rollback()
        env.invalidate_all()
        self._remove_own(env)
        self._activities(env).unlink()
        owner_partner = self.owner.partner_id
        (self.customer + owner_partner).message_ids.unlink()
        self.owner.unlink()
        (self.customer + owner_partner).exists().unlink()
        self._remove_last(env)
        env.cr.commit()
        env.cr.close()

    def _remove_last(self, env):
        """Remove what the customer referred to."""

    def _activities(self, env):
        return env["mail.activity"].search(
            [("res_model", "=", "res.partner"), ("res_id", "=", self.customer.id)]
        )
