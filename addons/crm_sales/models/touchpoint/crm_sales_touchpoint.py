from odoo import api, fields, models
from odoo.tools import SQL

KINDS = [
    ("open", "Mail Opened"),
    ("click", "Link Clicked"),
    ("reply", "Mail Answered"),
    ("form", "Form Filled In"),
    ("enquiry", "Enquiry"),
    ("lead", "Lead with a Source"),
    ("registration", "Event Registration"),
    ("attendance", "Event Attended"),
    ("call", "Call"),
    ("visit", "Visit"),
    ("meeting", "Meeting"),
    ("chat", "Chat"),
    ("email", "E-mail Exchange"),
]
CHANNELS = [
    ("mailing", "Mailing"),
    ("link", "Advertisement or Link"),
    ("form", "Form or Enquiry"),
    ("source", "Other Source"),
    ("event", "Event"),
    ("call", "Call"),
    ("visit", "Visit"),
    ("meeting", "Meeting"),
    ("chat", "Chat"),
    ("email", "E-mail"),
]
ORIGINS = {
    "trace_open": "mailing.trace",
    "trace_reply": "mailing.trace",
    "click": "link.tracker.click",
    "arrival": "crm.sales.lead.arrival",
    "lead": "crm.lead",
    "interaction": "crm.customer.interaction",
}
# these say more than their origin: who opens one sees what it led to
OPENS_ITSELF = {"crm.sales.lead.arrival", "crm.lead", "crm.customer.interaction"}
SELLERS = "sales_team.group_sale_salesman"


class CrmSalesTouchpoint(models.Model):
    """That somebody touched us or we them, on a day, by a channel: a dated fact.

    Collected by the system alone from what the host and other rooms have noted, each of those
    once. What is put right there is put right here; what is deleted there stays. See
    ``_collect``.
    """

    _name = "crm.sales.touchpoint"
    _description = "Touchpoint"
    _inherit = ["crm.append.only.mixin", "crm.retention.mixin"]
    _order = "date desc, id desc"
    _log_access = False
    _kept_parameter = "crm_sales.touchpoint_days"
    _kept_default = 1095

    date = fields.Datetime(required=True, readonly=True)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    channel = fields.Selection(CHANNELS, required=True, readonly=True)
    # who
    partner_id = fields.Many2one(
        "res.partner", "Contact", ondelete="set null", readonly=True, index="btree_not_null"
    )
    customer_id = fields.Many2one(
        "res.partner",
        ondelete="set null",
        readonly=True,
        help="The company of the contact, or the contact who has none.",
    )
    lead_id = fields.Many2one(
        "crm.lead", "Opportunity", ondelete="set null", readonly=True, groups=SELLERS
    )
    # by what
    campaign_id = fields.Many2one("utm.campaign", ondelete="set null", readonly=True)
    source_id = fields.Many2one("utm.source", ondelete="set null", readonly=True)
    medium_id = fields.Many2one("utm.medium", ondelete="set null", readonly=True)
    company_id = fields.Many2one("res.company", ondelete="cascade", readonly=True)
    # where it was noted
    origin = fields.Char(required=True, readonly=True, groups="base.group_system")
    res_id = fields.Integer("Number", required=True, readonly=True, groups="base.group_system")
    changed_on = fields.Datetime(
        "Collected On", required=True, readonly=True, default=fields.Datetime.now
    )
    is_erased = fields.Boolean(
        "Erased", readonly=True, help="The person was erased on request; the fact stays."
    )

    _origin_uniq = models.UniqueIndex("(origin, res_id)", "This touchpoint is here already.")
    _date_idx = models.Index("(date DESC, id DESC)")
    _customer_idx = models.Index("(customer_id, date DESC, id DESC) WHERE customer_id IS NOT NULL")
    _lead_idx = models.Index("(lead_id, date DESC, id DESC) WHERE lead_id IS NOT NULL")
    _campaign_idx = models.Index("(campaign_id, date DESC) WHERE campaign_id IS NOT NULL")
    _changed_idx = models.Index("(changed_on)")

    @api.depends("kind", "date")
    @api.depends_context("lang", "tz")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for touch in self:
            day = fields.Date.to_string(fields.Datetime.context_timestamp(touch, touch.date))
            touch.display_name = f"{labels.get(touch.kind)}, {day}"

    @api.model
    def _append_only_message(self):
        return self.env._(
            "Touchpoints are collected from mailings, links, enquiries and interactions: put the "
            "fact right there."
        )

    @api.model
    def _origins(self):
        """Return ``{origin: model}``; bridges add theirs."""
        return dict(ORIGINS)

    def _crm_erase_records(self, _pseudonym):
        """Erasure of a person: that there was a touch stays, without the person."""
        if not self:
            return
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                "UPDATE crm_sales_touchpoint SET partner_id = NULL, customer_id = NULL,"
                " lead_id = NULL, is_erased = TRUE WHERE id = ANY(%s) RETURNING id",
                self.ids,
            )
        )
        self.invalidate_recordset(flush=False)

    def action_open_source(self):
        """Open what the touchpoint was noted of, else the opportunity or the contact."""
        self.ensure_one()
        # sudo: of a touchpoint that one may read; what opens checks the reader again
        touch = self.sudo()
        model = self._origins().get(touch.origin)
        if model in OPENS_ITSELF:
            record = self.env[model].browse(touch.res_id).exists()
            if record and record.has_access("read"):
                return record._get_records_action()
        for record in (touch.lead_id, touch.partner_id):
            own = record.with_env(self.env)
            if own and own.has_access("read"):
                return own._get_records_action()
        return False
