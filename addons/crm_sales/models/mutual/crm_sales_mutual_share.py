import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import consteq

VALID = timedelta(days=90)


class CrmSalesMutualShare(models.Model):
    """A page with the mutual plan for one person of the customer, by an address of its own.

    The address holds a token that cannot be guessed; who has it reads the plan and ticks the
    steps of that person, and no more.
    """

    _name = "crm.sales.mutual.share"
    _description = "Shared Mutual Plan"
    _inherit = ["crm.sales.deal.part.mixin"]
    _order = "id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner", "For", required=True, ondelete="cascade", index=True
    )
    active = fields.Boolean(default=True, help="Off: the page says that it is closed.")
    date_until = fields.Date(
        "Open Until", default=lambda self: fields.Date.context_today(self) + VALID
    )
    token = fields.Char(
        readonly=True, copy=False, required=True, default=lambda self: secrets.token_urlsafe(24)
    )
    url = fields.Char("Address", compute="_compute_url")
    date_seen = fields.Datetime("Last Opened", readonly=True, copy=False)

    _token_uniq = models.UniqueIndex("(token)")
    _person_uniq = models.UniqueIndex(
        "(lead_id, partner_id) WHERE active", "The plan is shared with this person already."
    )

    @api.depends("token")
    def _compute_url(self):
        base = self.get_base_url() if self else ""
        for share in self:
            share.url = f"{base}/crm/plan/{share.token}"

    @api.model_create_multi
    def create(self, vals_list):
        # nobody chooses an address: it could be guessed
        return super().create(
            [{name: value for name, value in vals.items() if name != "token"} for vals in vals_list]
        )

    def write(self, vals):
        """Whoever writes an address gets a new one, whatever was written."""
        if "token" in vals:
            for share in self:
                super(CrmSalesMutualShare, share).write(vals | {"token": secrets.token_urlsafe(24)})
            return True
        return super().write(vals)

    def action_close(self):
        """Close the page for good."""
        self.active = False

    def action_renew(self):
        """Give the page a new address; the old one finds nothing any more."""
        self.write({"token": False, "active": True})

    @api.model
    def _find(self, token):
        """Return the share of ``token``, empty if there never was one; closed ones too."""
        # sudo: the token, not a right, lets a customer see the plan
        shares = self.sudo().with_context(active_test=False)
        share = shares.search([("token", "=", token)], limit=1) if token else shares
        return share if share and consteq(share.token, token) else shares.browse()

    def _is_open(self):
        self.ensure_one()
        is_current = not self.date_until or self.date_until >= fields.Date.context_today(self)
        return self.active and is_current and self.lead_id.active

    def _note_seen(self):
        self.date_seen = fields.Datetime.now()

    def _get_steps(self):
        return self.lead_id.crm_mutual_step_ids

    def _tick(self, ticked, shown=frozenset()):
        """Let the person tick what is his, and take a tick back.

        :param set ticked: ids of steps as the page sent them; those of others count for nothing
        :param set shown: ids of the steps that the page showed as done: what one of us ticked
            since then stays
        """
        self.ensure_one()
        own = self._get_steps()._get_tickable(self.partner_id)
        done = own.filtered(lambda step: step.id in ticked and not step.is_done)
        undone = own.filtered(
            lambda step: step.is_done and step.id in shown and step.id not in ticked
        )
        name = self.partner_id.name or ""
        done.write({"is_done": True, "done_by": name})
        undone.write({"is_done": False})
        if done:
            self.lead_id.message_post(
                body=self.env._(
                    "%(person)s ticked on the shared plan: %(steps)s",
                    person=name,
                    steps=", ".join(done.mapped("name")),
                ),
                author_id=self.partner_id.id,
            )
        return done, undone
