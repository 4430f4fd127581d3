from odoo import api, fields, models
from odoo.tools import SQL, ormcache
from odoo.tools.misc import hmac

DAYS_PARAMETER = "crm_customer.erasure_days"
DAYS = 0


class CrmErasure(models.Model):
    """That somebody was erased: when, by whom, why, and what was done. Not who it was.

    The hashes tell, once the same address comes back, that it was erased before. They
    are keyed with the secret of the database: nobody finds a number by trying them all.
    """

    _name = "crm.erasure"
    _description = "Erasure of a Person"
    _inherit = ["crm.append.only.mixin", "crm.retention.mixin"]
    _kept_parameter = DAYS_PARAMETER
    _order = "date desc, id desc"

    name = fields.Char("Number", compute="_compute_name")
    pseudonym = fields.Char(compute="_compute_name")
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    user_id = fields.Many2one(
        "res.users",
        "Carried Out By",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, default=lambda self: self.env.company
    )
    reason = fields.Selection(
        [
            ("request", "The person asked for it"),
            ("withdrawn", "The consent was withdrawn"),
            ("purpose", "The purpose is gone"),
            ("unlawful", "The data should not have been kept"),
            ("other", "Other"),
        ],
        required=True,
        readonly=True,
    )
    request_date = fields.Date("Asked On", readonly=True)
    counts = fields.Json(readonly=True)
    details = fields.Html(compute="_compute_details")
    email_hashes = fields.Json(readonly=True, groups="base.group_system")
    phone_hashes = fields.Json(readonly=True, groups="base.group_system")
    partner_ids = fields.One2many(
        "res.partner",
        "crm_erasure_id",
        "Pseudonymous Contacts",
        readonly=True,
        context={"active_test": False},
    )

    _date_idx = models.Index("(date DESC, id DESC)")

    def _compute_name(self):
        for erasure in self:
            number = f"E{erasure.id:05d}" if isinstance(erasure.id, int) else ""
            erasure.name = number
            erasure.pseudonym = self.env._("Erased contact %(number)s", number=number)

    @api.depends("counts")
    def _compute_details(self):
        for erasure in self:
            erasure.details = self.env["ir.qweb"]._render(
                "crm_customer.personal_data_acts", {"acts": erasure.counts or []}
            )

    @api.depends("name")
    def _compute_display_name(self):
        for erasure in self:
            erasure.display_name = erasure.name

    @api.model_create_multi
    def create(self, vals_list):
        erasures = super().create(vals_list)
        self.env.registry.clear_cache()
        return erasures

    @api.model
    def _append_only_message(self):
        return self.env._("The log of erasures is never changed nor deleted.")

    @api.model
    def _sql_expired(self, limit):
        return SQL("date < %s AND (email_hashes IS NOT NULL OR phone_hashes IS NOT NULL)", limit)

    def _forget(self):
        """Forget the hashes; that somebody was erased is proof, and names nobody."""
        self._unlocked().write({"email_hashes": False, "phone_hashes": False})
        self.flush_recordset()

    @api.model
    def _hash(self, kind, address):
        """Return the hash of a normalised e-mail address or phone number."""
        # sudo: the secret of the database is read, and does not leave
        return hmac(self.env(su=True), f"crm_erasure_{kind}", address)

    @api.model
    @ormcache()
    def _has_any(self):
        return bool(self.sudo().search_count([], limit=1))

    @api.model
    def _of_addresses(self, pairs):
        """Return ``{(kind, address): id of the erasure}`` of those that were erased before.

        :param pairs: iterable of (``email`` or ``phone``, normalised address)
        """
        if not self._has_any():
            return {}
        hashes = {self._hash(*pair): pair for pair in pairs}
        if not hashes:
            return {}
        self.flush_model(["email_hashes", "phone_hashes"])
        self.env.cr.execute(
            """
            SELECT found.hash, max(erasure.id)
              FROM crm_erasure erasure
             CROSS JOIN jsonb_array_elements_text(
                   coalesce(email_hashes, '[]') || coalesce(phone_hashes, '[]')) AS found(hash)
             WHERE found.hash = ANY(%s)
             GROUP BY found.hash
            """,
            (list(hashes),),
        )
        return {hashes[found]: erasure_id for found, erasure_id in self.env.cr.fetchall()}
