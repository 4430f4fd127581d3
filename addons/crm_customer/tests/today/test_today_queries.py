from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from .common import NOW, TodayCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestTodayQueries(TodayCommon):
    """The page costs the same with 10 and with 100 records in each block."""

    def _fill(self, count):
        customers = self._create_customers(count, "TQ")
        self._let_wait(self._create_customers(count, "TW"))
        for customer in customers:
            self._plan("2026-03-01", record=customer)
            self._plan("2026-03-06", record=customer)
        self._create_for(customers, "crm.visit", date_start="2026-03-04 06:00:00")
        self._create_for(customers, "crm.lead", name="Deal", type="opportunity")
        self._create_for(customers, "sale.order", validity_date="2026-03-05")
        for day in ("2026-03-04", "2026-03-05"):
            self._meet(customers, day)

    def _create_customers(self, count, code):
        return self.env["res.partner"].create(
            [
                {
                    "name": f"{code} {number}",
                    "is_company": True,
                    "crm_code": f"{code}-{count}-{number}",
                    "user_id": self.user_own.id,
                    "crm_level_id": self.level.id,
                }
                for number in range(count)
            ]
        )

    def _let_wait(self, customers):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET create_date = '2026-01-01' WHERE id = ANY(%s)",
            [customers.ids],
        )

    def _create_for(self, customers, model, **values):
        values |= {"user_id": self.user_own.id}
        self.env[model].create([values | {"partner_id": customer.id} for customer in customers])

    def _meet(self, customers, day):
        guests = [self.user_own.partner_id + customer for customer in customers]
        self.env["calendar.event"].with_context(no_mail_to_attendees=True).create(
            [
                {
                    "name": "Talk",
                    "start": f"{day} 05:00:00",
                    "stop": f"{day} 06:00:00",
                    "user_id": self.user_own.id,
                    "partner_ids": [Command.set(people.ids)],
                }
                for people in guests
            ]
        )

    def _count(self, user):
        page = self._today(user)
        counts = {}
        for block in page._at_users_clock()._get_default_blocks():
            page.env.invalidate_all()
            before = self.env.cr.sql_log_count
            page._at_users_clock()._fill(block, False)
            counts[block["key"]] = self.env.cr.sql_log_count - before
        page.env.invalidate_all()
        before = self.env.cr.sql_log_count
        page.get_page()
        counts["page"] = self.env.cr.sql_log_count - before
        return counts

    def test_constant_queries(self):
        self._fill(10)
        # what the first reading keeps for all later ones, such as rules
        self._count(self.user_own), self._count(self.user_team)
        few = [self._count(self.user_own), self._count(self.user_team)]
        self._fill(90)
        many = [self._count(self.user_own), self._count(self.user_team)]
        self.assertEqual(few, many)
