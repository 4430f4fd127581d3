from odoo import api, fields, models
from odoo.tools import format_list

from ...tools.deal.chart import Person, draw
from ...tools.deal.risk import DECIDERS

GROUP = "crm_sales.group_sales_own"
BUDGETS = [
    ("unknown", "Unknown"),
    ("estimated", "Estimated"),
    ("planned", "In the Budget"),
    ("approved", "Approved"),
]


class CrmLead(models.Model):
    """The deal room of an opportunity: who decides, what they need, how they decide."""

    _inherit = "crm.lead"

    crm_stakeholder_ids = fields.One2many(
        "crm.sales.stakeholder", "lead_id", "Stakeholders", groups=GROUP
    )
    crm_stakeholder_count = fields.Integer(
        "Number of Stakeholders", compute="_compute_crm_stakeholder_count", groups=GROUP
    )
    crm_stakeholder_map = fields.Json(
        "Stakeholder Map",
        compute="_compute_crm_stakeholder_map",
        exportable=False,
        groups=GROUP,
        help="Influence upwards, stance to the right.",
    )
    crm_need_ids = fields.One2many("crm.sales.need", "lead_id", "Needs", groups=GROUP)
    crm_decision_step_ids = fields.One2many(
        "crm.sales.decision.step", "lead_id", "Decision Process", groups=GROUP
    )
    # budget, authority, timing; a copy is another deal, and who copies need not see these
    crm_budget = fields.Monetary(
        "Budget",
        currency_field="company_currency",
        copy=False,
        groups=GROUP,
        help="What they can spend.",
    )
    crm_budget_state = fields.Selection(BUDGETS, "Budget Is", copy=False, groups=GROUP)
    crm_authority = fields.Char(
        "Authority",
        compute="_compute_crm_authority",
        exportable=False,
        groups=GROUP,
        help="Who decides or pays, as far as we know the stakeholders.",
    )
    crm_decision_date = fields.Date("Decision Expected On", copy=False, groups=GROUP)
    crm_decision_note = fields.Char("How They Decide", copy=False, groups=GROUP)

    def _compute_crm_stakeholder_count(self):
        counts = dict(
            self.env["crm.sales.stakeholder"]._read_group(
                [("lead_id", "in", self.ids)], ["lead_id"], ["__count"]
            )
        )
        for lead in self:
            lead.crm_stakeholder_count = counts.get(lead._origin, 0)

    @api.depends("crm_stakeholder_ids.role", "crm_stakeholder_ids.partner_id")
    def _compute_crm_authority(self):
        for lead in self:
            deciders = lead.crm_stakeholder_ids.filtered(lambda each: each.role in DECIDERS)
            names = [name for name in deciders.mapped("partner_id.name") if name]
            lead.crm_authority = format_list(self.env, names) if names else False

    @api.depends(
        "crm_stakeholder_ids.influence",
        "crm_stakeholder_ids.manager_id",
        "crm_stakeholder_ids.partner_id",
        "crm_stakeholder_ids.role",
        "crm_stakeholder_ids.stance",
    )
    @api.depends_context("lang")
    def _compute_crm_stakeholder_map(self):
        for lead in self:
            lead.crm_stakeholder_map = lead._crm_draw_map() if lead.crm_stakeholder_ids else False

    def _crm_draw_map(self):
        """Return the drawing of the stakeholders with its labels in the reader's language."""
        stakeholders = self.env["crm.sales.stakeholder"]
        roles = dict(stakeholders._fields["role"]._description_selection(self.env))
        stances = dict(stakeholders._fields["stance"]._description_selection(self.env))
        people = [
            Person(
                key=each._origin.id or -number,
                name=each.partner_id.name or "",
                role=roles.get(each.role) or "",
                influence=int(each.influence or 1),
                stance=each.stance or "unknown",
                manager=each.manager_id._origin.id or None,
            )
            for number, each in enumerate(self.crm_stakeholder_ids, start=1)
        ]
        drawing = draw(people)
        for column in drawing["columns"]:
            column["label"] = stances[column["key"]]
        return drawing

    def action_crm_open_deal(self):
        """Open the deal room of the opportunity."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_sales.crm_lead_action_deal")
        return action | {"res_id": self.id}

    def action_crm_plan_step(self):
        """Open the host's dialog that plans an activity."""
        self.ensure_one()
        return self._crm_action_schedule()

    def action_crm_add_contacts(self):
        """Make stakeholders of the customer's people who are none yet."""
        self.ensure_one()
        known = self.crm_stakeholder_ids.partner_id
        customer = self.partner_id.commercial_partner_id
        people = self.env["res.partner"]
        if customer:
            people = people.search(
                [
                    ("commercial_partner_id", "=", customer.id),
                    ("is_company", "=", False),
                    ("type", "=", "contact"),
                    ("id", "not in", known.ids),
                ]
            )
        if not people:
            message = self.env._("The customer has no further contacts.")
            params = {"type": "info", "message": message}
            return {
                "type": "ir.actions.client",
                "tag": "display_notification",
                "params": params,
            }
        self.env["crm.sales.stakeholder"].create(
            [{"lead_id": self.id, "partner_id": person.id} for person in people]
        )
        return True

    def _crm_gate_open_stakeholder(self, rule):
        """Open the dialog that adds somebody of the role that the stage rule asks for."""
        context = {
            "default_lead_id": self.id,
            "customer_id": self.partner_id.commercial_partner_id.id,
        }
        if rule.stakeholder_role:
            context["default_role"] = rule.stakeholder_role
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Add a Stakeholder"),
            "res_model": "crm.sales.stakeholder",
            "views": [(False, "form")],
            "target": "new",
            "context": context,
        }
