from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..ticket.crm_service_ticket import PRIORITIES

TICKET = "crm.service.ticket"


class CrmServiceMacro(models.Model):
    """What agents do again and again with tickets, by one press: words, fields, a to-do."""

    _name = "crm.service.macro"
    _description = "Macro"
    _inherit = ["mail.render.mixin"]
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    team_ids = fields.Many2many(
        "crm.service.team",
        string="Service Teams",
        check_company=True,
        help="Whose tickets it is offered for; empty: for all.",
    )
    # what it says
    body = fields.Html(
        "Answer",
        translate=True,
        render_engine="qweb",
        render_options={"post_process": True},
        sanitize="email_outgoing",
        help="Sent in the customer's language, a minute later, so that it can be taken back.",
    )
    is_note = fields.Boolean("Internal Note", help="Noted at once, the customer does not see it.")
    # what it sets
    stage_id = fields.Many2one("crm.service.stage", "Move To", ondelete="restrict")
    priority = fields.Selection(PRIORITIES, "Set Priority")
    tag_ids = fields.Many2many("crm.service.tag", string="Add Tags")
    team_id = fields.Many2one(
        "crm.service.team", "Give to Team", check_company=True, ondelete="restrict"
    )
    owner = fields.Selection(
        [
            ("keep", "Leave as It Is"),
            ("me", "Whoever Uses the Macro"),
            ("user", "A Person"),
            ("nobody", "Nobody"),
        ],
        required=True,
        default="keep",
    )
    user_id = fields.Many2one(
        "res.users", "Person", domain="[('share', '=', False)]", check_company=True
    )
    # what has to be done then
    activity_type_id = fields.Many2one(
        "mail.activity.type",
        "Plan Activity",
        domain="['|', ('res_model', '=', False), ('res_model', '=', 'crm.service.ticket')]",
        ondelete="restrict",
    )
    activity_summary = fields.Char(translate=True)
    activity_days = fields.Integer("Due In", help="Days from today.")

    _owner_valid = models.Constraint(
        "CHECK(owner <> 'user' OR user_id IS NOT NULL)",
        "Say which person gets the tickets.",
    )
    _days_valid = models.Constraint(
        "CHECK(activity_days >= 0)", "An activity is due today or later."
    )

    def _compute_render_model(self):
        self.render_model = TICKET

    @api.constrains("body")
    def _check_body(self):
        for macro in self:
            if macro._is_unsafe():
                raise ValidationError(macro._get_refusal())

    def _is_unsafe(self):
        return self.body and self._has_unsafe_expression_template_qweb(self.body, TICKET)

    def _get_refusal(self):
        return self.env._(
            "%(macro)s: an answer shows fields of the ticket, it does not compute. It may use: "
            "%(fields)s.",
            macro=self.name,
            fields=", ".join(self.env[TICKET].mail_allowed_qweb_expressions()),
        )

    @api.model
    def _find_for(self, tickets):
        """Return the macros that are meant for all of ``tickets``."""
        domain = Domain("company_id", "in", tickets.company_id.ids)
        macros = self.search(domain)
        return macros.filtered(
            lambda macro: (
                tickets.company_id == macro.company_id
                and (not macro.team_ids or tickets.team_id <= macro.team_ids)
            )
        )

    def _render_answer(self, ticket):
        """Return the answer to the customer of ``ticket``, in the customer's language.

        A translation is not checked when it is written, and the host lets editors of
        templates compute: a macro does not, whoever uses it.

        :raise UserError: it would compute
        """
        self.ensure_one()
        lang = ticket.partner_id.lang if not self.is_note else self.env.lang
        macro = self.with_context(lang=lang or ticket.company_id.partner_id.lang)
        if not macro.body:
            return ""
        if macro._is_unsafe():
            raise UserError(macro._get_refusal())
        return macro._render_field("body", ticket.ids)[ticket.id]

    # using it
    def _apply(self, tickets):
        """Do all that the macro says with ``tickets``; return the runs, which can be undone.

        :raise UserError: it is meant for other teams, or a ticket cannot be closed
        """
        self.ensure_one()
        tickets.check_access("write")
        if self not in self._find_for(tickets):
            raise UserError(
                self.env._("%(macro)s is not meant for all of these tickets.", macro=self.name)
            )
        runs = self.env["crm.service.macro.run"].browse()
        for ticket in tickets:
            runs |= runs._perform(self, ticket)
        return runs

    def _prepare_values(self, ticket):
        """Return what the macro writes on ``ticket``."""
        values = {}
        if self.team_id:
            values["team_id"] = self.team_id.id
        if self.stage_id:
            values["stage_id"] = self.stage_id.id
        if self.priority:
            values["priority"] = self.priority
        if self.owner != "keep":
            owners = {"me": self.env.user, "user": self.user_id, "nobody": self.user_id.browse()}
            values["user_id"] = owners[self.owner].id
        if self.tag_ids - ticket.tag_ids:
            values["tag_ids"] = [fields.Command.link(tag.id) for tag in self.tag_ids]
        return values

    def _prepare_activity(self):
        due = fields.Date.add(fields.Date.context_today(self), days=self.activity_days)
        return {
            "activity_type_id": self.activity_type_id.id,
            "summary": self.activity_summary or self.activity_type_id.summary,
            "date_deadline": due,
        }
