"""Follow-ups of quotations whose workers are ended by SIGKILL: nothing is sent twice."""

from pathlib import Path

from odoo.tests import tagged

from tests.support.killed_case import KilledWorkerCase

QUOTATIONS = 120
RESTORE = """
DELETE FROM mail_mail;
DELETE FROM mail_activity WHERE res_model = 'sale.order' AND res_id IN (
    SELECT order_id FROM crm_sales_chase);
DELETE FROM crm_sales_chase_act;
UPDATE crm_sales_chase SET state = 'running', date_next = CURRENT_DATE - 1, step_id = (
    SELECT id FROM crm_sales_chase_step step WHERE step.rule_id = crm_sales_chase.rule_id
     ORDER BY days LIMIT 1)
"""
#: what must not depend on kills
ACTS = """
SELECT chase.order_id, chase.state, chase.step_id, act.name, act.action, count(*)
  FROM crm_sales_chase chase LEFT JOIN crm_sales_chase_act act ON act.chase_id = chase.id
 GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 4
"""
MAILS = """
SELECT message.res_id, count(*) FROM mail_mail mail
  JOIN mail_message message ON message.id = mail.mail_message_id
 WHERE message.model = 'sale.order' GROUP BY 1 ORDER BY 1
"""
ACTIVITIES = """
SELECT res_id, summary, count(*) FROM mail_activity
 WHERE res_model = 'sale.order' AND res_id IN (SELECT order_id FROM crm_sales_chase)
 GROUP BY 1, 2 ORDER BY 1, 2
"""
DOUBLES = """
SELECT 'mail', message.res_id FROM mail_mail mail
  JOIN mail_message message ON message.id = mail.mail_message_id
 WHERE message.model = 'sale.order' GROUP BY 2 HAVING count(*) > 1
 UNION ALL
-- sent and not known, known and not sent
SELECT 'half', act.chase_id FROM crm_sales_chase_act act
  JOIN crm_sales_chase chase ON chase.id = act.chase_id
 WHERE (act.action = 'mail') != EXISTS (
       SELECT FROM mail_mail mail JOIN mail_message message ON message.id = mail.mail_message_id
        WHERE message.model = 'sale.order' AND message.res_id = chase.order_id)
"""


@tagged("post_install", "-at_install")
class TestKilledChase(KilledWorkerCase):
    folder, job, seed = Path(__file__).parent, "chase", 20260310
    sizes = {"QUOTATIONS": QUOTATIONS}
    restore, outcome, halves = RESTORE, (ACTS, MAILS, ACTIVITIES), DOUBLES

    def _check_calm(self, before, calm):
        acts, mails, activities = calm
        self.assertEqual(len(acts), QUOTATIONS)
        self.assertEqual({count for *_key, count in acts}, {1})
        self.assertEqual(len(mails), QUOTATIONS * 2 // 3)
        self.assertEqual(len(activities), QUOTATIONS // 3)

    def test_killed_workers_send_nothing_twice(self):
        self._check_kills()
