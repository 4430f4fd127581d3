from odoo.tests import Form, new_test_user, tagged

from .common import HandoverCommon


@tagged("post_install", "-at_install")
class TestHostUser(HandoverCommon):
    def test_who_has_no_group_of_ours_works_as_before(self):
        seller = new_test_user(self.env, "host_seller", "sales_team.group_sale_salesman")
        lead = self._queue(user_id=seller.id, crm_handover_state=False)
        with Form(lead.with_user(seller)) as form:
            form.name = "Changed"
        self.assertEqual(lead.name, "Changed")
        created = self.env["crm.lead"].with_user(seller).create({"name": "Own"})
        created.stage_id = self.next
        self.assertFalse(created.crm_handover_state)

    def test_creating_leads_needs_no_more_queries_than_without_hand_over(self):
        def count(size):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["crm.lead"].create(
                [{"name": "L", "team_id": self.team.id, "stage_id": self.first.id}] * size
            )
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        count(2)
        self.assertEqual(count(10), count(100))
