from random import Random

from odoo.tests import tagged

from ..common import MONDAY
from .common import TouchpointCommon

# said anew: an event counts unless one of the same person on the same link lies within the 30
# minutes before it
_ORACLE = """
SELECT 'trace_open', id, open_datetime, res_id FROM mailing_trace
 WHERE mass_mailing_id = %(mailing)s AND open_datetime IS NOT NULL
 UNION ALL
SELECT 'trace_reply', id, reply_datetime, res_id FROM mailing_trace
 WHERE mass_mailing_id = %(mailing)s AND reply_datetime IS NOT NULL
 UNION ALL
SELECT 'click', c.id, c.create_date, t.res_id
  FROM link_tracker_click c LEFT JOIN mailing_trace t ON t.id = c.mailing_trace_id
 WHERE c.link_id = %(link)s AND NOT EXISTS (
        SELECT FROM link_tracker_click b
         WHERE b.link_id = c.link_id AND b.id <> c.id
           AND COALESCE('t' || b.mailing_trace_id, b.ip) = COALESCE('t' || c.mailing_trace_id, c.ip)
           AND (b.create_date, b.id) < (c.create_date, c.id)
           AND b.create_date >= c.create_date - interval '30 minutes')
 UNION ALL
SELECT 'interaction', id, date, partner_id FROM crm_customer_interaction
 WHERE partner_id = ANY(%(people)s) AND is_contact
"""


@tagged("post_install", "-at_install")
class TestCollectRandom(TouchpointCommon):
    """After 1,000 random acts, collected in between, the facts are what a separate SQL says."""

    def test_what_was_collected_on_the_way_equals_what_is_there(self):
        self.random = Random(2026)
        self.people = self.env["res.partner"].create([{"name": f"P {n}"} for n in range(12)])
        self.traces = self.env["mailing.trace"]
        self.talks = self.env["crm.customer.interaction"]
        acts = (self._send, self._open, self._answer, self._visit, self._speak, self._correct)
        self._send()
        for number in range(1000):
            self.random.choices(acts, (2, 3, 1, 6, 2, 1))[0]()
            if number % 90 == 0:
                self._collect_by_the_job(number)
        self._collect_by_the_job(1000, full=True)
        self.env.flush_all()
        self.env.cr.execute(
            _ORACLE,
            {"mailing": self.mailing.id, "link": self.link.id, "people": self.people.ids},
        )
        there = sorted(self.env.cr.fetchall(), key=str)
        self.env.cr.execute(
            "SELECT origin, res_id, date, partner_id FROM crm_sales_touchpoint"
            " WHERE campaign_id = %s OR partner_id = ANY(%s)",
            [self.campaign.id, self.people.ids],
        )
        self.assertEqual(sorted(self.env.cr.fetchall(), key=str), there)
        self.assertGreater(len(there), 300)

    def _collect_by_the_job(self, number, full=False):
        with self._at(0, number):
            for name in self.touches._sources():
                self.touches._collect_fresh(name)
        if full:
            self.touches._collect_all()

    def _minute(self):
        return self.random.randrange(60 * 24 * 10)

    def _send(self):
        self.traces |= self._create_trace(self.random.choice(self.people))

    def _open(self):
        self.random.choice(self.traces).open_datetime = self._moment(self._minute())

    def _answer(self):
        self.random.choice(self.traces).reply_datetime = self._moment(self._minute())

    def _visit(self):
        who = self.random.choice([self.random.choice(self.traces), None])
        address = f"192.0.2.{self.random.randrange(4)}"
        self._click(self._minute() // 6, who, ip=None if who else address)

    def _speak(self):
        partner = self.random.choice(self.people)
        self.talks |= self._talk(self._minute(), partner_id=partner.id)

    def _correct(self):
        if self.talks:
            talk = self.random.choice(self.talks)
            talk.date = self._moment(self._minute())
            self.assertGreaterEqual(talk.date, MONDAY)
