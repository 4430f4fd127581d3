from threading import Thread

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, tagged
from odoo.tests.common import get_db_name
from odoo.tools import mute_logger

from ...models.intake.crm_lead_take_in import Origin

EMAIL = "race@far.example.com"


@tagged("post_install", "-at_install")
class TestTwoWorkers(BaseCase):
    """Two real transactions take in the same person; what they commit is removed at the end."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.tries = 0
        self.addCleanup(self._clean_up)

    def _env(self, cr):
        return api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})

    def _clean_up(self):
        with self.registry.cursor() as cr:
            env = self._env(cr)
            leads = env["crm.lead"].search([("email_normalized", "=", EMAIL)])
            env["crm.sales.lead.arrival"].search([("lead_id", "in", leads.ids)]).unlink()
            leads.unlink()

    def _take(self, cr, key):
        # the transaction has looked around before
        cr.execute("SELECT count(*) FROM crm_lead")
        env = self._env(cr)
        record = {"key": key, "email": EMAIL, "message": f"from {key}"}
        result = env["crm.lead"]._crm_take_in([record], Origin("api", env.company))
        env.flush_all()
        return result

    def _take_again_if_told(self, key):
        """As the server does with a request: try again when the database says so."""
        for _time in range(5):
            self.tries += 1
            try:
                with mute_logger("odoo.sql_db"), self.registry.cursor() as cr:
                    self._take(cr, key)
                return
            except SerializationFailure:
                continue

    def _race(self, first, second, commits=True):
        """Start a second worker while the first has not committed."""
        with self.registry.cursor() as cr:
            self._take(cr, first)
            thread = Thread(target=self._take_again_if_told, args=(second,))
            thread.start()
            thread.join(1)
            self.assertTrue(thread.is_alive(), "the second waits for the first")
            if not commits:
                cr.rollback()
        thread.join(30)
        with self.registry.cursor() as cr:
            leads = self._env(cr)["crm.lead"].search([("email_normalized", "=", EMAIL)])
            return len(leads), len(leads.crm_arrival_ids)

    def test_the_same_submission_is_one_lead(self):
        self.assertEqual(self._race("race-1", "race-1"), (1, 1))
        self.assertGreater(self.tries, 1)

    def test_two_submissions_of_one_person_are_one_lead_and_a_note(self):
        self.assertEqual(self._race("race-2", "race-3"), (1, 2))

    def test_when_the_first_fails_the_second_is_taken(self):
        self.assertEqual(self._race("race-4", "race-4", commits=False), (1, 1))
