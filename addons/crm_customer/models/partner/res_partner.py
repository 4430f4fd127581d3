from odoo import api, fields, models

from ...tools.lifecycle import LIFECYCLE

# what we note about people is not for them to read in the portal
STAFF = "base.group_user"


class ResPartner(models.Model):
    _inherit = "res.partner"

    # who they are
    crm_level_id = fields.Many2one(
        "crm.customer.level",
        string="Customer Level",
        tracking=True,
        index="btree_not_null",
        ondelete="restrict",
        domain="[('company_id', 'in', [company_id, False])]",
        help="How much care this customer gets, decided by you: it names key customers and "
        "says when to follow up. Not to be confused with the host's Partner Level, the grade "
        "of a reseller, nor with the Customer Rank, a counter of invoices.",
        groups=STAFF,
    )
    crm_source_id = fields.Many2one(
        "utm.source",
        string="Acquisition Source",
        index="btree_not_null",
        ondelete="set null",
        help="Where this customer came from first.",
        groups=STAFF,
    )
    crm_short_name = fields.Char(
        string="Short Name",
        help="What everybody calls them, for example Huawei.",
        groups=STAFF,
    )
    crm_former_name_ids = fields.One2many(
        "crm.customer.former.name",
        "partner_id",
        string="Former Names",
        groups=STAFF,
    )
    crm_external_key_ids = fields.One2many(
        "crm.customer.external.key",
        "partner_id",
        string="External Keys",
        groups=STAFF,
    )
    crm_invoice_title_ids = fields.One2many(
        "crm.customer.invoice.title",
        "partner_id",
        string="Invoice Titles",
        groups=STAFF,
    )

    # how to speak with them
    crm_salutation = fields.Char(
        string="Form of Address",
        help="How to greet this person, for example 王总 or Dr Smith.",
        groups=STAFF,
    )
    crm_preferred_channel = fields.Selection(
        [
            ("phone", "Phone"),
            ("wechat", "WeChat"),
            ("email", "E-mail"),
            ("sms", "Text Message"),
            ("visit", "Visit"),
        ],
        string="Preferred Channel",
        groups=STAFF,
    )
    crm_preferred_time = fields.Selection(
        [
            ("morning", "Morning"),
            ("noon", "Noon"),
            ("afternoon", "Afternoon"),
            ("evening", "Evening"),
            ("weekend", "Weekend"),
        ],
        string="Preferred Time",
        groups=STAFF,
    )
    crm_contact_role_ids = fields.Many2many(
        "crm.customer.contact.role",
        "crm_customer_contact_role_partner_rel",
        "partner_id",
        "role_id",
        string="Roles",
        help="What this contact decides or does in the company.",
        groups=STAFF,
    )

    # lifecycle by hand
    crm_lifecycle_pin = fields.Selection(
        LIFECYCLE,
        string="Pinned Stage",
        tracking=True,
        copy=False,
        help="Keeps the customer in this lifecycle stage, whatever the facts say. "
        "Leave empty to let the stage follow the facts.",
        groups=STAFF,
    )
    crm_lifecycle_pin_reason = fields.Char(
        string="Reason of the Pin",
        tracking=True,
        copy=False,
        groups=STAFF,
    )

    _crm_pin_has_reason = models.Constraint(
        "CHECK(crm_lifecycle_pin IS NULL OR TRIM(COALESCE(crm_lifecycle_pin_reason, '')) != '')",
        "Say why the lifecycle stage is pinned.",
    )
    # the order and the default filters of the customer list
    _crm_customer_idx = models.Index("(complete_name, id DESC) WHERE crm_code IS NOT NULL")
    # counting customers, and joining their figures, without reading the table
    _crm_count_idx = models.Index(
        "(commercial_partner_id, id) INCLUDE (company_id, partner_share)"
        " WHERE crm_code <> '' AND active IS TRUE"
    )
    _crm_owner_idx = models.Index(
        "(user_id, complete_name, id DESC) INCLUDE (company_id, partner_share)"
        " WHERE crm_code <> '' AND active IS TRUE"
    )

    @api.onchange("crm_lifecycle_pin")
    def _onchange_crm_lifecycle_pin(self):
        if not self.crm_lifecycle_pin:
            self.crm_lifecycle_pin_reason = False

    def write(self, vals):
        renamed = self._crm_names_to_keep(vals)
        result = super().write(vals)
        if renamed:
            self._crm_keep_former_names(renamed)
        return result

    def _crm_set_counts(self, name, model):
        """Set the field ``name`` to how many records of ``model`` the customer of each has."""
        groups = self.env[model]._read_group(
            [("commercial_partner_id", "in", self.commercial_partner_id.ids)],
            ["commercial_partner_id"],
            ["__count"],
        )
        counts = dict(groups)
        for partner in self:
            partner[name] = counts.get(partner.commercial_partner_id, 0)

    def _crm_names_to_keep(self, vals):
        """Names that ``vals`` is about to replace: ``{customer company: name}``."""
        name = (vals.get("name") or "").strip()
        if not name:
            return {}
        return {
            partner: partner.name
            for partner in self
            if partner.crm_code
            and partner.is_company
            and partner.name
            and partner.name.strip().casefold() != name.casefold()
        }

    def _crm_keep_former_names(self, renamed):
        """Record the names a company had, once each; ``renamed`` is ``{partner: name}``."""
        # sudo: who may rename the company leaves the trace, whatever else they may do
        former_names = self.env["crm.customer.former.name"].sudo()
        known = former_names.search([("partner_id", "in", [partner.id for partner in renamed])])
        by_key = {(former.partner_id.id, former.name): former for former in known}
        today = fields.Date.context_today(self)
        to_create = []
        for partner, name in renamed.items():
            former = by_key.get((partner.id, name))
            if former:
                former.date_end = today
            else:
                to_create.append({"partner_id": partner.id, "name": name, "date_end": today})
        former_names.create(to_create)
