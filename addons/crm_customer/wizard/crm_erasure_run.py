from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class CrmErasureRun(models.TransientModel):
    """Shows what erasing a person will do, and does it once somebody has read that."""

    _name = "crm.erasure.run"
    _description = "Erase a Person"

    partner_id = fields.Many2one(
        "res.partner", "Contact", required=True, default=lambda self: self._default_partner_id()
    )
    reason = fields.Selection(
        selection=lambda self: (
            self.env["crm.erasure"]._fields["reason"]._description_selection(self.env)
        ),
        required=True,
        default="request",
    )
    request_date = fields.Date("Asked On", default=fields.Date.context_today)
    keep_blacklisted = fields.Boolean(
        "Keep on the Blacklists",
        default=True,
        help="The bare e-mail address and phone number stay on the blacklists of Odoo, so "
        "that no mailing reaches the person should the address come back by another list.",
    )
    is_checked = fields.Boolean("I know who asks, and I have read what happens")
    problem = fields.Char(compute="_compute_preview")
    preview = fields.Html(compute="_compute_preview", sanitize=False)

    def _default_partner_id(self):
        context = self.env.context
        return context.get("active_model") == "res.partner" and context.get("active_id")

    @api.depends("partner_id")
    def _compute_preview(self):
        erasures = self.env["crm.erasure"]
        for run in self:
            run.problem = run.preview = False
            if not run.partner_id:
                continue
            try:
                run._check_manager()
                erasures._check_erasable(run.partner_id)
            except (AccessError, UserError) as error:
                run.problem = str(error)
                continue
            acts = erasures._prepare_acts(run.partner_id._crm_holdings())
            run.preview = self.env["ir.qweb"]._render(
                "crm_customer.personal_data_acts", {"acts": acts}
            )

    def _check_manager(self):
        if not self.env.user.has_group("crm_customer.group_customer_manager"):
            raise AccessError(self.env._("Persons are erased by the manager."))

    def action_erase(self):
        """Erase, and open the entry of the log.

        :raise UserError: nobody read the preview, or the person may not be erased
        """
        self.ensure_one()
        self._check_manager()
        if not self.is_checked:
            raise UserError(self.env._("Read what happens, then tick that you have."))
        erasure = self.env["crm.erasure"]._erase(
            self.partner_id, self.reason, self.request_date, self.keep_blacklisted
        )
        self.sudo().unlink()
        return erasure.sudo(False)._get_records_action()
