from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.social import normalise

KINDS = [
    ("wechat", "WeChat"),
    ("wecom", "WeCom"),
    ("linkedin", "LinkedIn"),
    ("weibo", "Weibo"),
    ("douyin", "Douyin"),
    ("xiaohongshu", "Xiaohongshu"),
    ("x", "X"),
    ("facebook", "Facebook"),
    ("whatsapp", "WhatsApp"),
    ("other", "Other"),
]
CONSENTS = [("unknown", "Not Asked"), ("granted", "Agreed"), ("refused", "Refused")]


class CrmSalesSocialAccount(models.Model):
    """Under which name a contact is met on a social network, and whether we may write there."""

    _name = "crm.sales.social.account"
    _description = "Social Account"
    _order = "partner_id, kind, id"
    _rec_name = "handle"

    partner_id = fields.Many2one(
        "res.partner", "Contact", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    kind = fields.Selection(KINDS, "Network", required=True, default="wechat")
    handle = fields.Char(
        "Account", required=True, help="The name there, or the address of the page."
    )
    handle_key = fields.Char(readonly=True, required=True, copy=False)
    url = fields.Char("Page", readonly=True)
    consent = fields.Selection(CONSENTS, "We May Write", required=True, default="unknown")
    date_consent = fields.Date("Said On")
    note = fields.Char()

    _account_uniq = models.UniqueIndex(
        "(company_id, kind, handle_key)", "This account belongs to a contact already."
    )

    @api.depends("kind", "handle")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for account in self:
            account.display_name = f"{kinds.get(account.kind, '')} · {account.handle or ''}"

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._read_handle(vals) for vals in vals_list])

    def write(self, vals):
        if {"kind", "handle"} & vals.keys():
            for account in self:
                known = {"kind": account.kind, "handle": account.handle}
                super(CrmSalesSocialAccount, account).write(self._read_handle(known | vals))
            return True
        return super().write(self._note_consent(vals))

    @api.model
    def _read_handle(self, vals):
        """Return ``vals`` with the account as it is written one way.

        :raise ValidationError: there is no account in what was typed
        """
        kind = vals.get("kind") or self.default_get(["kind"]).get("kind")
        try:
            account = normalise(kind, vals.get("handle"))
        except ValueError as error:
            raise ValidationError(
                self.env._("“%s” is no account of a social network.", vals.get("handle") or "")
            ) from error
        return self._note_consent(vals) | {
            "kind": account.kind,
            "handle": account.handle,
            "handle_key": account.key,
            "url": account.url or False,
        }

    @api.model
    def _note_consent(self, vals):
        if vals.get("consent") in ("granted", "refused") and not vals.get("date_consent"):
            return vals | {"date_consent": fields.Date.context_today(self)}
        return vals
