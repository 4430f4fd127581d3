from odoo import api, fields, models
from odoo.exceptions import ValidationError

ROLES = [
    ("decision_maker", "Decision Maker"),
    ("economic_buyer", "Economic Buyer"),
    ("champion", "Champion"),
    ("influencer", "Influencer"),
    ("technical", "Technical Evaluator"),
    ("user", "End User"),
    ("procurement", "Procurement"),
    ("gatekeeper", "Gatekeeper"),
    ("legal", "Legal"),
    ("other", "Other"),
]
INFLUENCES = [
    ("1", "1 – Hardly Any"),
    ("2", "2 – Little"),
    ("3", "3 – Some"),
    ("4", "4 – Strong"),
    ("5", "5 – Decisive"),
]
STANCES = [
    ("supporter", "Supporter"),
    ("neutral", "Neutral"),
    ("opponent", "Opponent"),
    ("unknown", "Unknown"),
]
# what the roles of a contact say about its role in a decision
CONTACT_ROLES = {
    "crm_customer.crm_customer_contact_role_decision": "decision_maker",
    "crm_customer.crm_customer_contact_role_finance": "economic_buyer",
    "crm_customer.crm_customer_contact_role_purchase": "procurement",
    "crm_customer.crm_customer_contact_role_technical": "technical",
    "crm_customer.crm_customer_contact_role_user": "user",
}


class CrmSalesStakeholder(models.Model):
    """Somebody who has a say in the decision about an opportunity, and what we know of it."""

    _name = "crm.sales.stakeholder"
    _description = "Stakeholder"
    _inherit = ["crm.sales.deal.part.mixin"]
    _order = "influence desc, id"

    partner_id = fields.Many2one(
        "res.partner",
        "Contact",
        required=True,
        ondelete="cascade",
        index=True,
        domain="[('is_company', '=', False)]",
    )
    function = fields.Char(related="partner_id.function")
    role = fields.Selection(
        ROLES,
        compute="_compute_role",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="In this decision. The roles of the contact propose it.",
    )
    influence = fields.Selection(INFLUENCES, required=True, default="3")
    stance = fields.Selection(
        STANCES, required=True, default="unknown", help="Towards us and what we offer."
    )
    manager_id = fields.Many2one(
        "crm.sales.stakeholder",
        "Reports To",
        ondelete="set null",
        index="btree_not_null",
        domain="[('lead_id', '=', lead_id), ('id', '!=', id)]",
    )
    note = fields.Text(help="What matters to this person, and how to win it.")
    last_contact_date = fields.Date(
        "Last Contact",
        compute="_compute_last_contact_date",
        help="Of the interactions that you may see in which this person took part.",
    )

    _person_uniq = models.UniqueIndex(
        "(lead_id, partner_id)", "This person is a stakeholder of the opportunity already."
    )

    @api.depends("partner_id", "role")
    def _compute_display_name(self):
        roles = dict(self._fields["role"]._description_selection(self.env))
        for stakeholder in self:
            name = stakeholder.partner_id.name or stakeholder.partner_id.display_name
            parts = (name, roles.get(stakeholder.role))
            stakeholder.display_name = " · ".join(filter(None, parts))

    @api.depends("partner_id")
    def _compute_role(self):
        for stakeholder in self:
            stakeholder.role = stakeholder.role or self._role_of(stakeholder.partner_id)

    @api.model
    def _role_of(self, partner):
        """Return the role in a decision that the roles of a contact propose."""
        names = self.env["ir.model.data"]
        for xml_id, role in CONTACT_ROLES.items():
            if names._xmlid_to_res_id(xml_id) in partner.crm_contact_role_ids.ids:
                return role
        return "other"

    @api.depends("partner_id")
    @api.depends_context("uid")
    def _compute_last_contact_date(self):
        """One query for any number, of what the reader may see."""
        people = self.partner_id.ids
        talks = self.env["crm.customer.interaction"]
        dates = {}
        if people and talks.has_access("read"):
            groups = talks._read_group(
                [("contact_ids", "in", people), ("is_contact", "=", True)],
                ["contact_ids"],
                ["date:max"],
            )
            dates = {partner.id: fields.Date.context_today(self, date) for partner, date in groups}
        for stakeholder in self:
            stakeholder.last_contact_date = dates.get(stakeholder.partner_id._origin.id)

    @api.constrains("manager_id", "lead_id")
    def _check_manager_id(self):
        """:raise ValidationError: somebody of another opportunity, or a circle"""
        for stakeholder in self.filtered("manager_id"):
            if stakeholder.manager_id.lead_id != stakeholder.lead_id:
                raise ValidationError(
                    self.env._(
                        "%(name)s reports to somebody who is no stakeholder of this opportunity.",
                        name=stakeholder.display_name,
                    )
                )
        if self._has_cycle("manager_id"):
            raise ValidationError(self.env._("Nobody reports to himself, by whatever way."))

    def _absorb(self, others):
        """Take from ``others``, the same person, what is not known here; they go.

        What somebody noted about the person is kept, all of it.
        """
        self.ensure_one()
        for other in others:
            notes = dict.fromkeys(filter(None, (self.note, other.note)))
            self.write(
                {
                    "role": other.role if self.role == "other" else self.role,
                    "stance": other.stance if self.stance == "unknown" else self.stance,
                    "influence": max(self.influence, other.influence),
                    "note": "\n".join(notes) or False,
                }
            )
        reports = self.search([("manager_id", "in", others.ids)])
        reports.filtered(lambda each: each.lead_id == self.lead_id).manager_id = self
        steps = self.env["crm.sales.decision.step"].search([("stakeholder_id", "in", others.ids)])
        steps.stakeholder_id = self
        others.unlink()
        if self.manager_id == self or self._has_cycle("manager_id"):
            self.manager_id = False
