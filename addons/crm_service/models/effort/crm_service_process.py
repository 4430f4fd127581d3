from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmServiceProcess(models.Model):
    """Something that customers go through with us, and are asked about: how easy was it?

    Tickets are asked about after their closing, with the rating; their process follows from
    their kind. Other addons ask after theirs by ``_ask_after``.
    """

    _name = "crm.service.process"
    _description = "Process Customers Go Through"
    _inherit = "crm.service.survey.mixin"
    _order = "sequence, id"
    _survey_scale = (1, 5)

    name = fields.Char(required=True, translate=True)
    code = fields.Char(
        required=True,
        copy=False,
        help="The word by which programs ask, for example delivery. It does not change.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        lambda self: (
            self.env["crm.service.ticket"]._fields["kind"]._description_selection(self.env)
        ),
        "Kind of Ticket",
        help="Tickets of this kind are this process: they are asked about as their team says.",
    )
    is_asked = fields.Boolean(
        "Ask Customers", help="When the process has ended; not for what is a kind of ticket."
    )
    delay_hours = fields.Integer(
        "Ask After", default=24, help="In hours after the end of the process."
    )
    pause_days = fields.Integer(
        "Not Asked Within",
        default=30,
        help="In days: who got any question about satisfaction meanwhile is left alone.",
    )

    _code_uniq = models.Constraint("UNIQUE(code)", "Another process has this code.")
    _kind_uniq = models.UniqueIndex("(kind)", "This kind of ticket belongs to another process.")
    _order_idx = models.Index("(sequence, id)")
    _days_valid = models.Constraint(
        "CHECK(delay_hours BETWEEN 0 AND 2160 AND pause_days BETWEEN 0 AND 3650)",
        "The delay is between 0 and 2160 hours, the pause between 0 and 3650 days.",
    )
    _kind_not_asked = models.Constraint(
        "CHECK(kind IS NULL OR NOT is_asked)",
        "Tickets are asked about after closing, as their team says.",
    )

    @api.constrains("code")
    def _check_code(self):
        for process in self:
            if not process.code.isidentifier():
                raise ValidationError(
                    self.env._(
                        "The code %(code)s may have letters, digits and underscores only.",
                        code=process.code,
                    )
                )

    def write(self, vals):
        if "code" in vals and any(process.code != vals["code"] for process in self):
            raise ValidationError(
                self.env._("Programs ask by the code: add a process instead of changing it.")
            )
        return super().write(vals)

    @api.model
    def _ask_after(self, code, partner, record, owner=None):
        """Have a contact asked, after a while, how easy a process was that has just ended.

        What was asked once about ``record`` is not asked again.

        :param str code: that of a process
        :param partner: the contact
        :param record: what it was about, of any model
        :param owner: the user who answers for it, else the owner of the customer
        :return: the ``crm.service.effort`` that is planned, in sudo; empty where the process
            is not asked about
        """
        # sudo: whoever ends a process asks, who writes what is asked is the system
        process = self.sudo().search([("code", "=", code), ("is_asked", "=", True)])
        efforts = self.env["crm.service.effort"].sudo()
        about = {"process_id": process.id, "res_model": record._name, "res_id": record.id}
        known = [(name, "=", value) for name, value in about.items()]
        if not process or efforts.search_count([*known, ("partner_id", "=", partner.id)], limit=1):
            return efforts
        due = fields.Datetime.now() + timedelta(hours=process.delay_hours)
        company = ("company_id" in record and record.company_id) or self.env.company
        facts = efforts._prepare_facts(partner.sudo(), company.sudo(), owner and owner.sudo())
        return efforts.create(facts | about | {"date_due": due})
