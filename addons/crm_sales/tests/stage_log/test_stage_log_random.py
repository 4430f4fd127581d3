import random
from contextlib import suppress

from odoo.exceptions import UserError

from ..common import SalesCommon

# what must be empty: gaps and overlaps, a log that says another place than the lead, a lead
# without exactly one stay that has not ended, a stay that begins before the lead
_FAULTS = """
WITH stays AS (
    SELECT *, lag(date_to) OVER (PARTITION BY lead_id ORDER BY date_from, id) AS before_to,
           row_number() OVER (PARTITION BY lead_id ORDER BY date_from, id) AS place
      FROM crm_sales_stage_log WHERE merged_id IS NULL AND lead_id = ANY(%(leads)s)
)
SELECT 'gap', lead_id FROM stays WHERE place > 1 AND before_to IS DISTINCT FROM date_from
 UNION ALL
SELECT 'place', stays.lead_id FROM stays JOIN crm_lead lead ON lead.id = stays.lead_id
 WHERE date_to IS NULL AND (stays.stage_id, stays.lead_type, stays.status) IS DISTINCT FROM (
       lead.stage_id, lead.type,
       CASE WHEN lead.won_status IN ('won', 'lost') THEN lead.won_status
            WHEN lead.active THEN 'open' ELSE 'archived' END)
 UNION ALL
SELECT 'ends', lead_id FROM stays GROUP BY lead_id
HAVING count(*) FILTER (WHERE date_to IS NULL) <> 1
 UNION ALL
SELECT 'days', lead_id FROM stays
 WHERE abs(days - EXTRACT(EPOCH FROM date_to - date_from) / 86400) > 0.00001
"""


class TestStageLogRandom(SalesCommon):
    def test_the_log_holds_after_a_thousand_random_moves(self):
        rng = random.Random(20260302)
        leads = self.env["crm.lead"]
        for hour in range(1001):
            leads = leads.exists()
            while len(leads) < 12:
                leads += self._create_lead(days=hour / 24, type=rng.choice(["lead", "opportunity"]))
            some = self.env["crm.lead"].concat(*rng.sample(list(leads), rng.randint(1, 3)))
            with self._at(hours=hour), suppress(UserError), self.env.cr.savepoint():
                # the host refuses some moves, as losing a won one: then nothing has moved
                rng.choice(self._moves())(some, rng)
            if hour % 50 == 0:
                self._check(leads.exists())
        self.assertGreater(len(leads.exists().crm_stage_log_ids), 300)

    def _moves(self):
        stages = self.first + self.next + self.signed
        return [
            lambda leads, rng: leads.write({"stage_id": rng.choice(stages).id}),
            lambda leads, rng: leads.write({"stage_id": rng.choice(stages).id}),
            lambda leads, rng: leads.filtered(
                lambda lead: not lead.stage_id.is_won
            ).action_set_lost(),
            lambda leads, rng: leads.action_unarchive(),
            lambda leads, rng: leads.action_archive(),
            lambda leads, rng: leads.action_set_won(),
            lambda leads, rng: leads.write({"probability": rng.randint(0, 100)}),
            lambda leads, rng: leads.write({"type": "opportunity"}),
            lambda leads, rng: leads.write({"user_id": rng.choice([self.seller, self.head]).id}),
            lambda leads, rng: leads.write({"expected_revenue": rng.randint(0, 9999)}),
            lambda leads, rng: self._merge(leads, rng),
        ]

    def _merge(self, leads, rng):
        if len(leads) > 1 and rng.random() < 0.2:
            leads.with_context(active_test=False).merge_opportunity()

    def _check(self, leads):
        self.env.flush_all()
        self.env.cr.execute(_FAULTS, {"leads": leads.ids})
        self.assertEqual(self.env.cr.fetchall(), [])
