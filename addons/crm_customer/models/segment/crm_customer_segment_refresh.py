import logging
from datetime import timedelta

from psycopg2 import DataError, ProgrammingError

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

from .crm_customer_segment import CONDITION, LIST, RFM

_logger = logging.getLogger(__name__)

# one refresher at a time, whichever worker it runs in
LOCK_KEY = 0x43525347
BATCH = 50_000
# what a condition can be to blame for; two workers that meet are no fault of it
UNREADABLE = (
    AccessError,
    DataError,
    KeyError,
    ProgrammingError,
    SyntaxError,
    TypeError,
    ValueError,
)


class CrmCustomerSegment(models.Model):
    """When the members are found: every night, and when a segment was changed."""

    _inherit = "crm.customer.segment"

    @api.model
    def _lock(self):
        """Take the refresher's lock until the transaction ends, if it is free."""
        return self.env.execute_query(SQL("SELECT pg_try_advisory_xact_lock(%s)", LOCK_KEY))[0][0]

    @api.model
    def _cron_queue_all(self):
        """Days pass: the scores of RFM and the members of all segments are found anew."""
        companies = self.env["res.company"].search([])  # pylint: disable=no-search-all
        companies.write({"crm_rfm_is_due": True})
        segments = self.search(["|", ("is_daily", "=", True), ("kind", "=", LIST)])
        # what waits or is being worked off already goes on where it is
        segments.filtered(lambda segment: not segment.is_due).write(self._restart_vals())
        self._trigger()

    @api.model
    def _cron_refresh(self):
        """Work off what is due in committed batches; a killed worker loses only its own."""
        while self._lock():
            self._refresh_next()
            left = self._count_due()
            if not self.env["ir.cron"]._commit_progress(1, remaining=left) or not left:
                return
        self._trigger(fields.Datetime.now() + timedelta(minutes=1))

    @api.model
    def _count_due(self):
        companies = self.env["res.company"].search_count([("crm_rfm_is_due", "=", True)])
        return companies + self.search_count([("is_due", "=", True)])

    @api.model
    def _refresh_next(self):
        """Compute the scores of a company, or else find the members of one batch."""
        company = self.env["res.company"].search([("crm_rfm_is_due", "=", True)], limit=1)
        if company:
            self.env["crm.customer.rfm"]._refresh_company(company)
            company.crm_rfm_is_due = False
            changed = self.search([("kind", "=", RFM), ("is_due", "=", False)])
            changed.write(self._restart_vals())
            return
        self.search([("is_due", "=", True)], order="id", limit=1)._refresh_batch()

    def _refresh_all(self):
        """Find the members of these segments now, in this transaction."""
        for segment in self:
            segment.write(self._restart_vals())
            while segment.is_due:
                segment._refresh_batch()

    def _refresh_batch(self):
        """Find the members among the next customers, and note how far it came."""
        if not self:
            return
        companies = self._get_companies()
        if not self.cursor_company_id and not self.cursor_partner_id:
            self._empty(except_companies=companies.ids)
        company = companies.filtered(lambda company: company.id >= self.cursor_company_id)[:1]
        if not company:
            self._finish()
        elif self.kind == LIST:
            self._finish_company(company)
        else:
            self._refresh_company_batch(company)

    def _refresh_company_batch(self, company):
        is_same = self.cursor_company_id == company.id
        first = self.cursor_partner_id if is_same else 0
        last = self._get_batch_end(first)
        if last is None:
            self._finish_company(company)
            return
        scope = SQL("partner_id > %s AND partner_id <= %s", first, last)
        try:
            with self.env.cr.savepoint():
                query = self._search_target(company, first, last)
                target = query.select(SQL("%s AS id", SQL.identifier("res_partner", "id")))
                self._change_members(company, target, scope)
        except UNREADABLE as error:
            self._note_error(error)
            return
        self.write({"cursor_company_id": company.id, "cursor_partner_id": last})

    def _get_batch_end(self, first):
        """Return the id of the last contact of the batch after ``first``; None: no more."""
        query = SQL(
            "SELECT MAX(id) FROM (SELECT id FROM res_partner WHERE id > %s ORDER BY id LIMIT %s)"
            " AS batch",
            first,
            BATCH,
        )
        return self.env.execute_query(query)[0][0]

    def _finish_company(self, company):
        self._write_size(company)
        self.write({"cursor_company_id": company.id + 1, "cursor_partner_id": 0})

    def _finish(self):
        self.write(
            self._restart_vals() | {"is_due": False, "date_refreshed": fields.Datetime.now()}
        )

    def _note_error(self, error):
        """Keep the members as they are, and say why: a field may have gone with its app."""
        _logger.warning("Segment %s is left as it is, its condition fails: %s", self.id, error)
        text = str(error).strip().splitlines()
        self.write(
            self._restart_vals() | {"is_due": False, "error": text[0] if text else repr(error)}
        )

    def _search_target(self, company, first, last):
        """Return the query of the customers of ``company`` that belong in.

        :param first: id of the contact after which the batch begins
        :param last: id of its last contact
        """
        # sudo: who is a customer is no matter of rights; the condition itself is the author's
        customers = self.env["res.partner"].sudo().with_company(company)
        domain = Domain("id", ">", first) & Domain("id", "<=", last)
        domain &= Domain("crm_code", "!=", False)
        domain &= Domain("company_id", "in", [False, company.id])
        # a condition reads the current company alone
        if self.kind == CONDITION and not self._get_condition().is_true():
            domain &= Domain("id", "in", self._search_condition(company, first, last))
        elif self.kind == RFM:
            domain &= Domain("crm_rfm_class_id", "in", self.rfm_class_ids.ids)
        query = customers._search(domain)
        commercial = SQL.identifier("res_partner", "commercial_partner_id")
        query.add_where(SQL("%s = %s", commercial, SQL.identifier("res_partner", "id")))
        return query

    def _search_condition(self, company, first, last):
        """Return the query of the contacts that meet the condition, by its author's rights."""
        author = self.author_id or self.create_uid
        partners = self.env["res.partner"].with_user(author)
        partners = partners.with_context(allowed_company_ids=company.ids, lang=author.lang)
        batch = Domain("id", ">", first) & Domain("id", "<=", last)
        return partners._search(batch & self._get_condition())
