import random
from datetime import timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from .common import NOW, TODAY, SegmentCommon

OPERATIONS, DAYS, SEED = 1000, 40, 20260304

# the last word of each day counts; who was said to be in and not out since is in
REPLAY = """
WITH last AS (
    SELECT DISTINCT ON (partner_id, company_id, day) partner_id, company_id, day, inside
      FROM operation ORDER BY partner_id, company_id, day, number DESC)
SELECT day::date, partner_id, company_id
  FROM generate_series(%(first)s::date, %(last)s::date, INTERVAL '1 day') day
 CROSS JOIN (SELECT DISTINCT partner_id, company_id FROM operation) AS customer
 WHERE (SELECT inside FROM last
         WHERE last.partner_id = customer.partner_id AND last.company_id = customer.company_id
           AND last.day <= day.day ORDER BY last.day DESC LIMIT 1)
 ORDER BY 1, 2, 3
"""
ASKED = """
SELECT day::date, member.partner_id, member.company_id
  FROM generate_series(%(first)s::date, %(last)s::date, INTERVAL '1 day') day
  JOIN crm_customer_segment_member member ON member.segment_id = %(segment)s
   AND member.date_from <= day AND (member.date_to IS NULL OR member.date_to > day)
 ORDER BY 1, 2, 3
"""


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmCustomerSegmentHistory(SegmentCommon):
    def _day(self, age):
        return TODAY - timedelta(days=age)

    def test_a_stay_begins_and_ends(self):
        segment = self._create_segment(kind="list")
        customer = self.customers[0]
        self.assertEqual(self._change(segment, customer, True, self._day(20)), (1, 0))
        self.assertEqual(self._change(segment, customer, True, self._day(19)), (0, 0))
        self.assertEqual(self._change(segment, customer, False, self._day(10)), (0, 1))
        self.assertEqual(self._change(segment, customer, False, self._day(9)), (0, 0))
        self.assertEqual(self._stays(segment), [(customer.id, self._day(20), self._day(10))])
        days = {20: True, 11: True, 10: False, 21: False}
        for age, inside in days.items():
            self.assertEqual(bool(segment._members_on(self._day(age))), inside, age)

    def test_who_comes_and_goes_within_a_day_was_never_in(self):
        segment = self._create_segment(kind="list")
        self._change(segment, self.customers, True)
        self._change(segment, self.customers[:2], False)
        self.assertEqual(segment._members_on().partner_id, self.customers[2:])
        self.assertEqual(len(self._stays(segment)), 4)

    def test_who_goes_and_comes_back_within_a_day_never_left(self):
        segment = self._create_segment(kind="list")
        customer = self.customers[0]
        self._change(segment, customer, True, self._day(5))
        self._change(segment, customer, False)
        self._change(segment, customer, True)
        self.assertEqual(self._stays(segment), [(customer.id, self._day(5), None)])

    def test_companies_have_members_of_their_own(self):
        segment = self._create_segment(kind="list", company_id=False)
        self._change(segment, self.customers, True)
        self._change(segment, self.customers[:1], True, company=self.company_b)
        self._change(segment, self.customers, False)
        self.assertEqual(segment.sudo()._members_on().company_id, self.company_b)

    def test_any_day_equals_the_replay_of_a_thousand_operations(self):
        dice = random.Random(SEED)
        segment = self._create_segment(kind="list", company_id=False)
        customers = self._create_customers(20, prefix="Replay")
        self.env.cr.execute(
            "CREATE TEMP TABLE operation (number serial, day date, partner_id int,"
            " company_id int, inside boolean) ON COMMIT DROP"
        )
        ages = sorted((dice.randrange(DAYS) for _number in range(OPERATIONS)), reverse=True)
        for age in ages:
            company = dice.choice((self.company, self.company_b))
            chosen = customers.browse(dice.sample(customers.ids, dice.randint(1, 3)))
            inside = dice.random() < 0.5
            self._change(segment, chosen, inside, self._day(age), company)
            for partner_id in chosen.ids:
                self.env.cr.execute(
                    "INSERT INTO operation (day, partner_id, company_id, inside)"
                    " VALUES (%s, %s, %s, %s)",
                    (self._day(age), partner_id, company.id, inside),
                )
        span = {"first": self._day(DAYS), "last": TODAY, "segment": segment.id}
        self.env.cr.execute(REPLAY, span)
        replayed = self.env.cr.fetchall()
        self.env.cr.execute(ASKED, span)
        self.assertEqual(self.env.cr.fetchall(), replayed)
        self.assertGreater(len(replayed), 100)
        self._check_apart(segment)
        for age in (0, 7, 33):
            day = self._day(age)
            expected = [row[1:] for row in replayed if row[0] == day]
            members = segment.sudo()._members_on(day)
            found = sorted((row.partner_id.id, row.company_id.id) for row in members)
            self.assertEqual(found, expected)

    def _check_apart(self, segment):
        """Stays of a customer neither overlap nor touch."""
        self.env.cr.execute(
            """
            SELECT count(*) FROM crm_customer_segment_member one
              JOIN crm_customer_segment_member other USING (segment_id, company_id, partner_id)
             WHERE one.segment_id = %s AND one.id != other.id
               AND one.date_from >= other.date_from
               AND one.date_from <= COALESCE(other.date_to, 'infinity')
            """,
            (segment.id,),
        )
        self.assertEqual(self.env.cr.fetchone()[0], 0)

    def test_sizes_equal_what_the_members_say(self):
        dice = random.Random(SEED)
        segment = self._create_segment(kind="list")
        for age in range(DAYS, -1, -1):
            chosen = self.customers.browse(dice.sample(self.customers.ids, 3))
            self._change(segment, chosen, dice.random() < 0.6, self._day(age))
            segment._write_size(self.company, self._day(age))
        sizes = self.env["crm.customer.segment.size"].search([("segment_id", "=", segment.id)])
        self.assertEqual(len(sizes), DAYS + 1)
        for row in sizes:
            self.assertEqual(row.size, len(segment._members_on(row.date)), row.date)
            self.assertEqual((row.week.weekday(), (row.date - row.week).days < 7), (0, True))
        # one figure stands for each week: of its Sunday, and today's
        last = sizes.filtered("is_last_of_week").sorted("date")
        self.assertEqual(len(last), len(set(sizes.mapped("week"))))
        self.assertTrue(all(row.date.weekday() == 6 for row in last[:-1]))
        weekly = last.mapped(lambda row: (row.date, row.size, row.came_count, row.left_count))
        segment._rebuild_sizes(self.company)
        rebuilt = self.env["crm.customer.segment.size"].search(
            [("segment_id", "=", segment.id)], order="date"
        )
        got = rebuilt.mapped(lambda row: (row.date, row.size, row.came_count, row.left_count))
        self.assertEqual(got, weekly)

    def test_classes_of_the_past_are_replayed_from_the_orders(self):
        champions = self.env.ref("crm_customer.crm_customer_segment_rfm_champion")
        customer = self.customers[0]
        for age in (100, 95, 90):
            self._create_order(customer, age, 9000)
        for other in self.customers[1:]:
            self._create_order(other, 120, 100)
            self._create_order(other, 10, 100)
            self._create_order(other, 9, 90000)
        self.Segment._replay_rfm(self.company, range(7, 113, 7))
        now = champions._members_on(self._day(84)).partner_id
        self.assertIn(customer, now)
        self.assertNotIn(customer, champions._members_on(self._day(7)).partner_id)
