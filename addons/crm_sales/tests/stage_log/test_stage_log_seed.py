from datetime import timedelta

from ..common import MONDAY, SalesCommon


class TestStageLogSeed(SalesCommon):
    def _track(self, lead, days, old, new):
        """Note a change of stage as the host does."""
        field = self.env["ir.model.fields"]._get("crm.lead", "stage_id")
        message = self.env["mail.message"].create(
            {
                "model": "crm.lead",
                "res_id": lead.id,
                "date": MONDAY + timedelta(days=days),
                "author_id": self.seller.partner_id.id,
                "message_type": "notification",
            }
        )
        self.env["mail.tracking.value"].create(
            {
                "mail_message_id": message.id,
                "field_id": field.id,
                "old_value_integer": old.id,
                "new_value_integer": new.id,
            }
        )

    def _seed(self, leads):
        leads.crm_stage_log_ids.sudo().unlink()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE crm_lead SET create_date = %s WHERE id = ANY(%s)", [MONDAY, leads.ids]
        )
        others = self.env["crm.sales.stage.log"].search([])
        others.unlink()
        self.env["crm.sales.stage.log"]._seed()

    def test_what_the_host_has_noted_is_the_beginning(self):
        lead, fresh = self._create_lead(stage_id=self.signed.id), self._create_lead("New")
        self._track(lead, 2, self.first, self.next)
        self._track(lead, 9, self.next, self.signed)
        self._seed(lead + fresh)
        stays = lead.crm_stage_log_ids.sorted("date_from")
        self.assertEqual(stays.stage_id, self.first + self.next + self.signed)
        self.assertEqual(stays.mapped("days"), [2, 7, 0])
        self.assertEqual(stays.mapped("status"), ["open", "open", "won"])
        self.assertEqual(stays[1].user_id, self.seller)
        self.assertEqual(fresh.crm_stage_log_ids.mapped("date_from"), [MONDAY])

    def test_a_lost_one_is_lost(self):
        lead = self._create_lead()
        lead.action_set_lost()
        self._seed(lead)
        self.assertEqual(lead.crm_stage_log_ids.mapped("status"), ["lost"])

    def test_every_lead_has_one_stay_that_lasts(self):
        leads = self.env["crm.lead"].with_context(active_test=False).search([])
        self._seed(leads)
        lasting = self.env["crm.sales.stage.log"].search([("date_to", "=", False)])
        self.assertEqual(lasting.lead_id.sorted("id"), leads.sorted("id"))
        self.assertEqual(len(lasting), len(leads))
