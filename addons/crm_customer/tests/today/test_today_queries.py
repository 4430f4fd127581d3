from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from .common import NOW, TodayCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestTodayQueries(TodayCommon):
    """The page costs the same with 10 and with 100 records in each block."""

    def _fill(self, count):
        customers = self.env["res.partner"].create(
            [
                {
                    "name": f"Customer {number}",
                    "is_company": True,
                    "crm_code": f"TQ-{count}-{number}",
                    "user_id": self.user_own.id,
                    "crm_level_id": self.level.id,
                }
                for number in range(count)
            ]
        )
        waiting = customers.copy({"user_id": self.user_own.id, "crm_level_id": self.level.id})
        for number, customer in enumerate(waiting):
            customer.crm_code = f"TW-{count}-{number}"
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET create_date = '2026-01-01' WHERE id = ANY(%s)", [waiting.ids]
        )
        for customer in customers:
            self._plan("2026-03-01", record=customer)
            self._plan("2026-03-06", record=customer)
        self.env["crm.visit"].create(
            [
                {
                    "partner_id": customer.id,
                    "user_id": self.user_own.id,
                    "date_start": "2026-03-04 06:00:00",
                }
                for customer in customers
            ]
        )
        values = {"user_id": self.user_own.id}
        self.env["crm.lead"].create(
            [
                values | {"name": "Deal", "type": "opportunity", "partner_id": customer.id}
                for customer in customers
            ]
        )
        self.env["sale.order"].create(
            [
                values | {"partner_id": customer.id, "validity_date": "2026-03-05"}
                for customer in customers
            ]
        )
        for hour in ("04", "05"):
            self.env["calendar.event"].with_context(no_mail_to_attendees=True).create(
                [
                    values
                    | {
                        "name": "Talk",
                        "start": f"2026-03-{hour} 05:00:00",
                        "stop": f"2026-03-{hour} 06:00:00",
                        "partner_ids": [Command.set((self.user_own.partner_id + customer).ids)],
                    }
                    for customer in customers
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
