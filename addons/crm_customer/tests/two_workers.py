from odoo import SUPERUSER_ID, api
from odoo.sql_db import db_connect
from odoo.tests import TransactionCase


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
