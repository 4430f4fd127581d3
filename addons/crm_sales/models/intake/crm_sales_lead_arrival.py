from odoo import api, fields, models
from odoo.tools import SQL

CHANNELS = [
    ("form", "Web Form"),
    ("qr", "QR Code"),
    ("email", "E-mail"),
    ("import", "File"),
    ("api", "Interface"),
    ("webhook", "Webhook"),
]
RESULTS = [
    ("new", "New Lead"),
    ("customer", "Lead of a Known Customer"),
    ("joined", "Joined to an Open Lead"),
    ("ignored", "Ignored"),
    ("failed", "Not Readable"),
    ("retried", "Tried Again"),
]
MATCHES = [("email", "E-mail Address"), ("phone", "Phone"), ("name", "Name")]
SELLERS = "sales_team.group_sale_salesman"
MANAGERS = "crm_sales.group_sales_manager"


class CrmSalesLeadArrival(models.Model):
    """An enquiry as it came in: when, by which way, and what became of it.

    Written by the system alone. What was sent is kept for a time; the fact stays.
    """

    _name = "crm.sales.lead.arrival"
    _description = "Incoming Enquiry"
    _inherit = ["crm.retention.mixin"]
    _order = "date desc, id desc"
    _log_access = False
    _check_company_auto = True
    _kept_parameter = "crm_sales.arrival_days"
    _kept_default = 180

    # how it came
    date = fields.Datetime("Received On", required=True, readonly=True)
    channel = fields.Selection(CHANNELS, required=True, readonly=True)
    external_key = fields.Char(
        "Key", readonly=True, groups=MANAGERS, help="The same submission again has the same key."
    )
    name = fields.Char("Subject", readonly=True, groups=SELLERS)
    form_id = fields.Many2one("crm.sales.lead.form", ondelete="set null", readonly=True)
    campaign_id = fields.Many2one("utm.campaign", ondelete="set null", readonly=True)
    medium_id = fields.Many2one("utm.medium", ondelete="set null", readonly=True)
    source_id = fields.Many2one("utm.source", ondelete="set null", readonly=True)
    country_id = fields.Many2one("res.country", ondelete="set null", readonly=True)
    lang = fields.Char("Language", readonly=True)
    # what became of it
    result = fields.Selection(RESULTS, required=True, readonly=True)
    reason = fields.Char(readonly=True, help="Why it was ignored, or what could not be read.")
    match_kind = fields.Selection(MATCHES, "Known By", readonly=True)
    is_ambiguous = fields.Boolean(
        "Several Customers", readonly=True, help="Several customers have this address."
    )
    lead_id = fields.Many2one(
        "crm.lead", ondelete="set null", readonly=True, groups=SELLERS, index="btree_not_null"
    )
    previous_id = fields.Many2one(
        "crm.lead",
        "Lost Before",
        ondelete="set null",
        readonly=True,
        groups=SELLERS,
        index="btree_not_null",
        help="A lost lead of the same person.",
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Known Customer",
        ondelete="set null",
        readonly=True,
        groups=SELLERS,
        index="btree_not_null",
    )
    team_id = fields.Many2one("crm.team", "Sales Team", ondelete="set null", readonly=True)
    company_id = fields.Many2one("res.company", ondelete="cascade", readonly=True)
    # consent
    is_consent = fields.Boolean("Consented", readonly=True)
    consent_text = fields.Text("Consent As Shown", readonly=True)
    consent_purpose_id = fields.Many2one(
        "crm.consent.purpose", "For", ondelete="set null", readonly=True
    )
    # what was sent
    payload = fields.Json("Sent", readonly=True, groups=MANAGERS)
    payload_text = fields.Text("As Sent", compute="_compute_payload_text", groups=MANAGERS)

    _key_uniq = models.UniqueIndex(
        "(external_key) WHERE external_key IS NOT NULL", "This submission is here already."
    )
    _date_idx = models.Index("(date DESC, id DESC)")
    _failed_idx = models.Index("(date DESC, id DESC) WHERE result = 'failed'")
    _kept_idx = models.Index("(date) WHERE payload IS NOT NULL")

    @api.depends("channel", "date")
    def _compute_display_name(self):
        labels = dict(self._fields["channel"]._description_selection(self.env))
        for arrival in self:
            day = fields.Date.to_string(fields.Datetime.context_timestamp(self, arrival.date))
            arrival.display_name = f"{labels.get(arrival.channel)}, {day}"

    def _compute_payload_text(self):
        for arrival in self:
            lines = (arrival.payload or {}).items()
            arrival.payload_text = "\n".join(f"{name}: {value}" for name, value in lines)

    # writing
    @api.model
    def _claim(self, keys, vals):
        """Write down submissions that nobody has taken in yet.

        Two transactions with the same key meet at the unique index: the second waits there
        until the first has ended, and is told to try again or takes it if the first failed.

        :param keys: list of external keys, False for none
        :param dict vals: channel and company_id
        :return: list of arrivals in the order of ``keys``, empty for what is here already
        """
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO crm_sales_lead_arrival (date, channel, company_id, result,
                                                    external_key, payload)
                     SELECT %(now)s, %(channel)s, %(company)s, 'new', key,
                            jsonb_build_object('place', place)
                       FROM unnest(%(keys)s::varchar[]) WITH ORDINALITY AS given (key, place)
                      ORDER BY place
                ON CONFLICT (external_key) WHERE external_key IS NOT NULL DO NOTHING
                  RETURNING id, payload->>'place'
                """,
                now=fields.Datetime.now(),
                channel=vals["channel"],
                company=vals["company_id"],
                keys=[key or None for key in keys],
            )
        )
        claimed = self.browse(record_id for record_id, _place in rows)
        by_place = {int(row[1]): arrival for row, arrival in zip(rows, claimed, strict=True)}
        return [by_place.get(place, self.browse()) for place in range(1, len(keys) + 1)]

    @api.model
    def _find_by_keys(self, keys):
        """Return ``{key: arrival}`` of submissions that are here already."""
        found = self.search([("external_key", "in", [key for key in keys if key])])
        return {arrival.external_key: arrival for arrival in found}

    # forgetting
    @api.model
    def _sql_expired(self, limit):
        return SQL("date < %s AND payload IS NOT NULL", limit)

    def _forget(self):
        """The fact stays; what was sent goes."""
        self._blank_content()

    def _crm_erase_records(self, _pseudonym):
        """Erasure of a person: the fact that somebody enquired stays, without the person."""
        self._blank_content()

    def _blank_content(self):
        if not self:
            return
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                "UPDATE crm_sales_lead_arrival SET payload = NULL, name = NULL"
                " WHERE id = ANY(%s) RETURNING id",
                self.ids,
            )
        )
        self.invalidate_recordset(flush=False)

    def action_open_lead(self):
        """Open the lead that came of it."""
        self.ensure_one()
        return self.lead_id._get_records_action()
