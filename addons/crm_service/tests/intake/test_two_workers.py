from threading import Thread

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, tagged
from odoo.tests.common import get_db_name

MAIL = """\
From: race@far.example
To: service@race.example
Subject: Race
Message-Id: <race.{kind}@far.example>
{headers}
Hello
"""


@tagged("post_install", "-at_install")
class TestTwoWorkers(BaseCase):
    """Two real transactions take in the same mail; what they commit is removed at the end."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.results = []
        self.addCleanup(self._clean_up)

    def _env(self, cr):
        return api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})

    def _clean_up(self):
        with self.registry.cursor() as cr:
            env = self._env(cr)
            env["crm.service.ticket"].search(
                [("email_normalized", "=", "race@far.example")]
            ).unlink()
            env["crm.service.mail"].search([("email_from", "=", "race@far.example")]).unlink()

    def _process(self, cr, raw):
        # the transaction of a worker has looked around before the mail
        cr.execute("SELECT count(*) FROM crm_service_mail")
        result = self._env(cr)["mail.thread"].message_process("crm.service.ticket", raw)
        self._env(cr).flush_all()
        return result

    def _process_second(self, raw):
        with self.registry.cursor() as cr:
            self.results.append(self._process(cr, raw))

    def _race(self, kind, headers="", commits=True):
        """Start a second worker while the first has taken the mail and not committed."""
        raw = MAIL.format(kind=kind, headers=headers).encode()
        with self.registry.cursor() as cr:
            self.results.append(self._process(cr, raw))
            second = Thread(target=self._process_second, args=(raw,))
            second.start()
            second.join(1)
            self.assertTrue(second.is_alive(), "the second worker waits for the first")
            if not commits:
                cr.rollback()
        second.join(30)
        with self.registry.cursor() as cr:
            env = self._env(cr)
            tickets = env["crm.service.ticket"].search_count(
                [("email_normalized", "=", "race@far.example")]
            )
            lines = env["crm.service.mail"].search_count([("email_from", "=", "race@far.example")])
            messages = env["mail.message"].search_count(
                [("message_id", "=", f"<race.{kind}@far.example>")]
            )
        return tickets, messages, lines

    def test_the_same_mail_is_one_ticket(self):
        self.assertEqual(self._race("one"), (1, 1, 1))
        self.assertTrue(self.results[0])
        self.assertFalse(self.results[1])

    def test_a_mail_that_is_no_ticket_is_taken_once(self):
        self.assertEqual(self._race("auto", "Auto-Submitted: auto-replied\n"), (0, 0, 1))

    def test_when_the_first_fails_the_second_takes_it(self):
        self.assertEqual(self._race("failed", commits=False), (1, 1, 1))
        self.assertTrue(self.results[1])
