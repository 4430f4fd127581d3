from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    crm_visit_count = fields.Integer(
        "Visits",
        compute="_compute_crm_visit_count",
        groups="crm_customer.group_customer_own",
        help="Visits of this customer, planned and done.",
    )

    def _compute_crm_visit_count(self):
        self._crm_set_counts("crm_visit_count", "crm.visit")

    def action_crm_check_in(self):
        """Open the screen on which the user checks in at this customer, or out."""
        self.ensure_one()
        self.check_access("read")
        return self.env["crm.visit"]._get_screen_action(partner_id=self.id)

    def action_crm_view_visits(self):
        self.ensure_one()
        customer = self.commercial_partner_id
        return self.env["ir.actions.act_window"]._crm_open(
            "crm_customer.crm_visit_action",
            [("commercial_partner_id", "=", customer.id)],
            {"default_partner_id": customer.id},
        )

    def _crm_personal_data(self):
        return [*super()._crm_personal_data(), *self._crm_data_visits()]

    def _crm_data_visits(self):
        """Return the visits of these people, and where they, or who visited them, were.

        Called in sudo: ``(title, records, field names, what erasure does, why)``.
        """
        visits = self.env["crm.visit"].search(
            ["|", ("partner_id", "in", self.ids), ("contact_ids", "in", self.ids)]
        )
        positions = self.env["crm.visit.position"].search(
            [
                "|",
                ("user_id.partner_id", "in", self.ids),
                ("visit_id.partner_id", "in", self.ids),
            ]
        )
        return [
            (
                self.env._("Visits"),
                visits,
                ("date_start", "name", "user_id", "state", "reason_note"),
                "anonymise",
                self.env._("That somebody was visited is a fact of the company; the words go."),
            ),
            (
                self.env._("Positions of Check-Ins"),
                positions,
                ("date", "latitude", "longitude", "accuracy", "distance"),
            ),
        ]
