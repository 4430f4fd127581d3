from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.consent import ALLOWING, CHANNELS, STATES, channels_of, verdict

# clocks differ
TOLERANCE = timedelta(minutes=5)


class CrmConsent(models.Model):
    """What somebody said about being addressed: a log that is never changed.

    The latest statement about a contact, purpose and channel counts, where one about any
    channel is about each. It was said to one company; the blacklists hold for all.
    """

    _name = "crm.consent"
    _description = "Consent"
    _inherit = "crm.append.only.mixin"
    _order = "date desc, id desc"
    _check_company_auto = True

    partner_id = fields.Many2one(
        "res.partner", "Contact", required=True, ondelete="restrict", check_company=True
    )
    purpose_id = fields.Many2one("crm.consent.purpose", required=True, ondelete="restrict")
    channel = fields.Selection(CHANNELS, required=True, default="any")
    state = fields.Selection(STATES, required=True)
    date = fields.Datetime(
        "Said On", required=True, copy=False, default=fields.Datetime.now, help="When it was said."
    )
    date_end = fields.Date("Valid Until", help="The last day a consent holds.")
    source = fields.Selection(
        [
            ("phone", "Phone Call"),
            ("meeting", "Meeting"),
            ("email", "E-mail"),
            ("wechat", "WeChat"),
            ("paper", "Paper Form"),
            ("web", "Web Form"),
            ("contract", "Contract"),
            ("import", "Import"),
            ("other", "Other"),
        ],
        required=True,
        default="phone",
    )
    proof = fields.Text(help="What was said, or where the proof is kept.")
    proof_file = fields.Binary("Proof as File", attachment=True)
    proof_filename = fields.Char()
    user_id = fields.Many2one("res.users", "Recorded By", required=True, readonly=True, copy=False)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    is_blacklisting = fields.Boolean(
        "Blacklisted", readonly=True, copy=False, help="Put the address on the blacklist of Odoo."
    )
    is_current = fields.Boolean(
        "In Force",
        compute="_compute_is_current",
        search="_search_is_current",
        help="Nothing was said later about this channel and purpose.",
    )

    _latest_idx = models.Index("(partner_id, purpose_id, company_id, date DESC, id DESC)")
    _date_idx = models.Index("(date DESC, id DESC)")
    _end_of_grant = models.Constraint(
        "CHECK(date_end IS NULL OR (state = 'granted' AND date_end >= date::date - 1))",
        "Only a consent has an end, and not before its beginning.",
    )

    def _compute_is_current(self):
        current = set(self._search_current(Domain("id", "in", self.ids)))
        for consent in self:
            consent.is_current = consent.id in current

    def _search_is_current(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "NOT EXISTS (%s)", self._later_sql(SQL.identifier(alias))
            )
        )

    def _search_current(self, domain):
        return self.search(domain & Domain("is_current", "=", True)).ids

    @api.model
    def _later_sql(self, row):
        """Return the query of the statements that made ``row`` (a table) history."""
        return SQL(
            """
            SELECT FROM crm_consent later
             WHERE later.partner_id = %(row)s.partner_id
               AND later.purpose_id = %(row)s.purpose_id
               AND later.company_id = %(row)s.company_id
               AND later.channel IN (%(row)s.channel, 'any')
               AND (later.date, later.id) > (%(row)s.date, %(row)s.id)
            """,
            row=row,
        )

    @api.depends("partner_id", "purpose_id", "state")
    def _compute_display_name(self):
        states = dict(self._fields["state"]._description_selection(self.env))
        for consent in self:
            consent.display_name = self.env._(
                "%(contact)s, %(purpose)s: %(state)s",
                contact=consent.partner_id.display_name or "",
                purpose=consent.purpose_id.name or "",
                state=states.get(consent.state, ""),
            )

    @api.constrains("date")
    def _check_date(self):
        now = fields.Datetime.now()
        for consent in self:
            if consent.date > now + TOLERANCE:
                raise ValidationError(
                    self.env._("Nobody said it yet: the date of a consent is in the past.")
                )

    @api.constrains("purpose_id", "channel", "state", "proof", "proof_file")
    def _check_separate(self):
        for consent in self.filtered("purpose_id.is_separate"):
            if consent.channel != "any":
                raise ValidationError(
                    self.env._(
                        "%(purpose)s is not about a channel: choose any channel.",
                        purpose=consent.purpose_id.name,
                    )
                )
            is_proven = (consent.proof or "").strip() or consent.proof_file
            if consent.state == "granted" and not is_proven:
                raise ValidationError(
                    self.env._(
                        "%(purpose)s needs a separate consent with its proof: attach the "
                        "document, or write down where it is kept.",
                        purpose=consent.purpose_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        partners = self.env["res.partner"].browse(
            [vals["partner_id"] for vals in vals_list if vals.get("partner_id")]
        )
        partners.check_access("read")
        for vals in vals_list:
            vals["is_blacklisting"] = False
            if not self.env.su or not vals.get("user_id"):
                vals["user_id"] = self.env.uid
        consents = super().create(vals_list)
        # what was in force is history now
        self.invalidate_model(["is_current"])
        consents._sync_blacklists()
        return consents

    @api.model
    def _append_only_message(self):
        return self.env._("A consent is never changed nor deleted: record what was said since.")

    @api.model
    def _filter_allowed(self, partners, channel, purpose_code):
        """Return those of ``partners`` that the current company may address.

        Two queries, however many partners. ``any`` asks for all channels at once.

        :param channel: one of ``tools.consent.CHANNELS``
        :param purpose_code: the code of a ``crm.consent.purpose``
        :raise ValueError: no such channel or purpose
        """
        purpose = self.env["crm.consent.purpose"]._by_code(purpose_code)
        refused = {
            partner_id
            for partner_id, _purpose, _channel, reason in self._verdicts(
                partners, channels_of(channel), purpose
            )
            if reason not in ALLOWING
        }
        known = partners.filtered("id")
        return known.filtered(lambda partner: partner._origin.id not in refused)

    @api.model
    def _verdicts(self, partners, channels, purposes):
        """Say for each partner, purpose and channel whether and why, by one query.

        :return: list of (partner id, purpose id, channel, word of ``tools.consent``)
        """
        rows = self.env.execute_query(self._verdict_query(partners, channels, purposes))
        by_id = {purpose.id: purpose for purpose in purposes}
        verdicts = []
        for partner_id, purpose_id, channel, state, is_expired, is_gone, in_mail, in_phone in rows:
            purpose = by_id[purpose_id]
            obeys = purpose.obeys_blacklist
            reason = verdict(
                state,
                needs_grant=purpose.needs_grant,
                is_expired=bool(is_expired),
                is_gone=is_gone,
                in_mail_blacklist=obeys and in_mail,
                in_phone_blacklist=obeys and in_phone,
                channel=channel,
            )
            verdicts.append((partner_id, purpose_id, channel, reason))
        return verdicts

    @api.model
    def _flush_for_verdicts(self):
        self.flush_model()
        self.env["res.partner"].flush_model(
            ["active", "crm_erasure_id", "email_normalized", "phone_sanitized"]
        )
        self.env["mail.blacklist"].flush_model()
        self.env["phone.blacklist"].flush_model()
        self.env["res.company"].flush_model(["resource_calendar_id"])
        self.env["resource.calendar"].flush_model(["tz"])

    @api.model
    def _verdict_query(self, partners, channels, purposes):
        # who asks may not read the blacklists, nor every consent: the answer is a yes or no
        self._flush_for_verdicts()
        return SQL(
            """
            SELECT p.id, purpose.id, channel.code, last.state, last.date_end < clock.today,
                   NOT p.active OR p.crm_erasure_id IS NOT NULL,
                   EXISTS (SELECT FROM mail_blacklist b
                            WHERE b.active AND b.email = p.email_normalized),
                   EXISTS (SELECT FROM phone_blacklist b
                            WHERE b.active AND b.number = p.phone_sanitized)
              FROM res_partner p
             CROSS JOIN unnest(%(channels)s::varchar[]) AS channel(code)
             CROSS JOIN unnest(%(purposes)s::int[]) AS purpose(id)
              LEFT JOIN LATERAL (
                   SELECT c.state, c.date_end
                     FROM crm_consent c
                    WHERE c.partner_id = p.id AND c.purpose_id = purpose.id
                      AND c.company_id = %(company)s AND c.channel IN (channel.code, 'any')
                    ORDER BY c.date DESC, c.id DESC
                    LIMIT 1) last ON TRUE
             -- a job has no clock of its own: the day ends where the company is
             CROSS JOIN (
                   SELECT (%(now)s::timestamp AT TIME ZONE 'UTC'
                           AT TIME ZONE COALESCE(calendar.tz, 'UTC'))::date AS today
                     FROM res_company company
                     LEFT JOIN resource_calendar calendar
                       ON calendar.id = company.resource_calendar_id
                    WHERE company.id = %(company)s) clock
             WHERE p.id = ANY(%(partners)s)
            """,
            channels=list(channels),
            purposes=purposes.ids,
            company=self.env.company.id,
            now=fields.Datetime.now(),
            partners=partners._origin.ids,
        )
