"""Journeys whose workers are ended by SIGKILL, or meet: nobody is sent anything twice."""

from pathlib import Path

from odoo.tests import tagged

from tests.support.killed_case import KilledWorkerCase

PEOPLE = 120
#: the whole outcome goes: all are about to enter again
RESTORE = """
DELETE FROM mail_message message USING mail_mail mail WHERE mail.mail_message_id = message.id;
DELETE FROM mailing_trace;
DELETE FROM mail_activity WHERE res_model = 'res.partner';
DELETE FROM res_partner_res_partner_category_rel WHERE category_id IN (
    SELECT id FROM res_partner_category WHERE name ->> 'en_US' = 'Killed');
DELETE FROM crm_sales_journey_run
"""
#: what must not depend on kills
EVENTS = """
SELECT partner.name, run.state, event.kind, step.name ->> 'en_US', count(*)
  FROM crm_sales_journey_run run JOIN res_partner partner ON partner.id = run.partner_id
  LEFT JOIN crm_sales_journey_event event ON event.run_id = run.id
  LEFT JOIN crm_sales_journey_step step ON step.id = event.step_id
 GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
"""
MAILS = """
SELECT message.res_id, message.model, mailing.id, count(*)
  FROM mail_mail mail JOIN mail_message message ON message.id = mail.mail_message_id
  LEFT JOIN mailing_mailing mailing ON mailing.id = mail.mailing_id
 WHERE message.model = 'res.partner' GROUP BY 1, 2, 3 ORDER BY 1, 3
"""
ACTIVITIES = """
SELECT res_id, summary, count(*) FROM mail_activity WHERE res_model = 'res.partner'
 GROUP BY 1, 2 ORDER BY 1, 2
"""
TAGS = """
SELECT partner_id FROM res_partner_res_partner_category_rel WHERE category_id IN (
    SELECT id FROM res_partner_category WHERE name ->> 'en_US' = 'Killed') ORDER BY 1
"""
HALVES = """
SELECT 'twice', message.res_id, mail.mailing_id FROM mail_mail mail
  JOIN mail_message message ON message.id = mail.mail_message_id
 WHERE mail.mailing_id IS NOT NULL GROUP BY 2, 3 HAVING count(*) > 1
 UNION ALL
-- known and not sent
SELECT 'unsent', event.run_id, event.id FROM crm_sales_journey_event event
 WHERE event.kind = 'mail' AND NOT EXISTS (
       SELECT FROM mailing_trace trace JOIN mail_mail mail ON mail.id = trace.mail_mail_id
        WHERE trace.id = event.trace_id)
 UNION ALL
-- sent and not known
SELECT 'unknown', trace.id, 0 FROM mailing_trace trace WHERE NOT EXISTS (
       SELECT FROM crm_sales_journey_event event WHERE event.trace_id = trace.id)
 UNION ALL
SELECT 'activity', res_id, count(*) FROM mail_activity WHERE res_model = 'res.partner'
 GROUP BY res_id HAVING count(*) > 1
 UNION ALL
SELECT 'entered', partner_id, count(*) FROM crm_sales_journey_run
 GROUP BY partner_id HAVING count(*) > 1
"""


@tagged("post_install", "-at_install")
class TestKilledJourney(KilledWorkerCase):
    folder, job, seed = Path(__file__).parent, "journey", 20260302
    sizes = {"PEOPLE": PEOPLE}
    restore, outcome, halves = RESTORE, (EVENTS, MAILS, ACTIVITIES, TAGS), HALVES

    def setUp(self):
        super().setUp()
        self._query("DELETE FROM mailing_trace")
        self._restore()

    def _check_calm(self, before, calm):
        _events, mails, activities, tags = calm
        self.assertEqual(len(mails), 2 * PEOPLE * 2 // 3)
        self.assertEqual({count for *_key, count in mails}, {1})
        self.assertEqual(len(activities), PEOPLE)
        self.assertEqual(len(tags), PEOPLE * 2 // 3)

    def test_killed_workers_send_nothing_twice(self):
        self._check_kills()

    def test_two_workers_at_once_send_nothing_twice(self):
        self._run_calm()
        calm = self._get_outcome()
        self._restore()
        self._work_twice()
        self.assertEqual(self._query(HALVES), [])
        self.assertEqual(self._get_outcome(), calm)
