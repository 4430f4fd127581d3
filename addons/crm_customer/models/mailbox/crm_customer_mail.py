import base64
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.mailbox.mail import read_mail

DAYS_PARAMETER = "crm_customer.mailbox_days"
KEEP_DAYS = 180


class CrmCustomerMail(models.Model):
    """A mail that came in through the filing address of a user, kept by its Message-Id.

    What it says stands in the interactions made of it; the source is kept only as long as
    an address waits for its contact.
    """

    _name = "crm.customer.mail"
    _description = "Filed Mail"
    _order = "date desc, id desc"

    name = fields.Char("Subject", readonly=True)
    user_id = fields.Many2one(
        "res.users", "Filed By", required=True, readonly=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    date = fields.Datetime(required=True, readonly=True)
    direction = fields.Selection(
        [("out", "Outgoing"), ("in", "Incoming")], required=True, readonly=True, default="out"
    )
    excerpt = fields.Text(readonly=True, help="The beginning of what was written.")
    address_ids = fields.One2many("crm.customer.mail.address", "mail_id", "Addresses")
    interaction_ids = fields.One2many(
        "crm.customer.interaction", "filed_mail_id", "Interactions", readonly=True
    )
    state = fields.Selection(
        [("review", "Nobody Found"), ("filed", "Filed"), ("ignored", "Ignored")],
        compute="_compute_state",
        store=True,
    )
    message_key = fields.Char("Message-Id", required=True, readonly=True)
    thread_key = fields.Char("Conversation", readonly=True, index="btree_not_null")
    source = fields.Binary(
        "Original Mail", attachment=True, readonly=True, help="Until every address is settled."
    )
    is_damaged = fields.Boolean(
        readonly=True, help="Not everything could be read: the original mail is attached."
    )

    _message_uniq = models.UniqueIndex(
        "(message_key, company_id)", "This mail has been filed already."
    )
    _date_idx = models.Index("(date DESC, id DESC)")

    @api.depends("address_ids.state")
    def _compute_state(self):
        for mail in self:
            states = set(mail.address_ids.mapped("state"))
            mail.state = next(
                (
                    state
                    for known, state in (("filed", "filed"), ("open", "review"))
                    if known in states
                ),
                "ignored",
            )

    def action_open_interactions(self):
        """Open what this mail became.

        :raise UserError: it is not filed under anybody
        """
        if not self.interaction_ids:
            raise UserError(self.env._("This mail is filed under nobody yet."))
        return self.interaction_ids._get_records_action()

    def action_get_source(self):
        """Download the original mail.

        :raise UserError: it is not kept any more
        """
        self.ensure_one()
        if not self.source:
            raise UserError(
                self.env._("Every address is settled: the mail is with its interactions.")
            )
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/source/original.eml?download=1",
            "target": "download",
        }

    def _get_content(self):
        """Return the mail as read again from its source, None when that is gone."""
        self.ensure_one()
        return read_mail(base64.b64decode(self.source)) if self.source else None

    def _settle(self):
        """Forget the source of mails none of whose addresses wait any more."""
        for mail in self:
            if mail.source and "open" not in mail.address_ids.mapped("state"):
                mail.source = False

    @api.autovacuum
    def _gc_sources(self):
        """Give up on addresses that nobody assigned for half a year."""
        parameters = self.env["ir.config_parameter"].sudo()
        days = int(parameters.get_param(DAYS_PARAMETER, KEEP_DAYS))
        if days <= 0:
            return
        limit = fields.Datetime.now() - timedelta(days=days)
        waiting = self.env["crm.customer.mail.address"].search(
            [("state", "=", "open"), ("mail_id.create_date", "<", limit)], limit=1000
        )
        waiting.state = "ignored"
        waiting.mail_id._settle()
