from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

ASSIGN_BATCH = 1000
MANAGER = "crm_customer.group_customer_manager"


class ResPartner(models.Model):
    _inherit = "res.partner"

    crm_code = fields.Char(
        string="Customer Code",
        readonly=True,
        copy=False,
        help="Number of the customer, given by the sequence of the company. "
        "Who has one is a customer.",
    )
    crm_commercial_code = fields.Char(
        string="Code of the Customer",
        related="commercial_partner_id.crm_code",
        help="The customer code of the company this contact belongs to.",
    )

    crm_is_customer = fields.Boolean(
        string="Is a Customer",
        compute="_compute_crm_is_customer",
        help="Has a customer code, or is about to get one.",
    )

    _crm_code_uniq = models.UniqueIndex(
        "(crm_code, COALESCE(company_id, 0)) WHERE crm_code IS NOT NULL",
        "Another customer of the company has this customer code.",
    )

    @api.depends("crm_code", "is_company", "parent_id")
    @api.depends_context("crm_customer")
    def _compute_crm_is_customer(self):
        creating = self.env.context.get("crm_customer")
        for partner in self:
            new = creating and not partner._origin and not partner.parent_id
            partner.crm_is_customer = bool(partner.crm_code or new)

    @api.model_create_multi
    def create(self, vals_list):
        given = {vals.get("crm_code") for vals in vals_list}
        given.add(self.env.context.get("default_crm_code"))
        if any(given):
            self._crm_check_may_set_code()
        if not self.env.context.get("crm_customer"):
            return super().create(vals_list)
        partners = super().create(self._crm_add_codes(vals_list))
        partners._crm_assign_code()
        return partners

    @api.model
    def _crm_add_codes(self, vals_list):
        """Return ``vals_list`` with a code for each that is plainly no contact of a company.

        Given at once it costs no second write; the others get theirs when they exist.
        """
        default = self.env.context.get
        by_company = {}
        vals_list = [dict(vals) for vals in vals_list]
        for vals in vals_list:
            if not vals.get("crm_code") and not vals.get("parent_id", default("default_parent_id")):
                company_id = vals.get("company_id", default("default_company_id")) or False
                by_company.setdefault(company_id, []).append(vals)
        for company_id, customers in by_company.items():
            company = self.env["res.company"].browse(company_id)
            sequence = (company or self.env.company)._crm_get_code_sequence()
            codes = sequence._crm_draw_codes(len(customers), company)
            for vals, code in zip(customers, codes, strict=True):
                vals["crm_code"] = code
        return vals_list

    def write(self, vals):
        if "crm_code" in vals:
            code = vals["crm_code"] or False
            if any(partner.crm_code != code for partner in self):
                self._crm_check_may_set_code()
        becomes_contact = vals.get("parent_id") or vals.get("is_company") is False
        result = super().write(vals)
        if becomes_contact:
            self._crm_take_back_code()
        return result

    @api.model
    def _crm_check_may_set_code(self):
        """Codes are drawn; files and other systems bring their own, and managers load these.

        :raise AccessError: the user is no manager of customers
        """
        if not (self.env.su or self.env.user.has_group(MANAGER)):
            raise AccessError(
                self.env._(
                    "Customer codes are given by the sequence; only managers of customers"
                    " may set another one."
                )
            )

    def action_crm_make_customer(self):
        """Give the commercial partners of the selection a customer code.

        :raise UserError: none of them is without
        """
        partners = self.commercial_partner_id
        partners.check_access("write")
        if not partners._crm_assign_code():
            raise UserError(self.env._("These are customers already."))
        return True

    def _crm_assign_code(self):
        """Give a code to the commercial partners of ``self`` that have none.

        Works in one batch per company; calling it again changes nothing. Numbers that another
        customer visible in the same company has are skipped.

        :return: the partners that got a code
        """
        partners = self.filtered(
            lambda partner: not partner.crm_code and (partner.is_company or not partner.parent_id)
        )
        for company, group in partners.grouped("company_id").items():
            sequence = (company or self.env.company)._crm_get_code_sequence()
            group._crm_write_code(sequence._crm_draw_codes(len(group), company))
        return partners

    def _crm_assign_code_to_others(self):
        """Give a code to those of ``self`` that are not one of our own companies."""
        if self:
            ours = self.env["res.company"].sudo().search([("partner_id", "in", self.ids)])
            (self - ours.partner_id)._crm_assign_code()

    def _crm_write_code(self, codes):
        """Store a code per partner in one statement, without the host's write for each."""
        self.flush_recordset(["crm_code", "company_id"])
        self.env.cr.execute(
            SQL(
                """
                UPDATE res_partner
                   SET crm_code = drawn.code, write_uid = %s, write_date = %s
                  FROM unnest(%s, %s) AS drawn(id, code)
                 WHERE res_partner.id = drawn.id
                """,
                self.env.uid,
                fields.Datetime.now(),
                self.ids,
                codes,
            )
        )
        self.invalidate_recordset(["crm_code", "write_uid", "write_date"], flush=False)
        self.modified(["crm_code"])

    @api.model
    def _cron_crm_assign_code(self):
        """Give a code to whoever shows up in the facts, in companies that want it so.

        Works in committed batches; what is being edited meanwhile waits for the next run.
        """
        while groups := self._crm_lock_without_code(ASSIGN_BATCH):
            done = self._crm_assign_code_in(groups)
            if not done or not self.env["ir.cron"]._commit_progress(done):
                return

    @api.model
    def _crm_assign_code_by_facts(self, partner_ids):
        """Give a code to those of ``partner_ids`` that have facts but none yet."""
        if partner_ids:
            among = SQL("id = ANY(%s)", list(partner_ids))
            self._crm_assign_code_in(self._crm_lock_without_code(len(partner_ids), among))

    @api.model
    def _crm_assign_code_in(self, groups):
        """Give a code to the partners of ``groups``: (company id, partner ids)."""
        done = 0
        for company_id, ids in groups:
            company = self.env["res.company"].browse(company_id)
            done += len(self.with_company(company).browse(ids)._crm_assign_code())
        return done

    @api.model
    def _crm_lock_without_code(self, limit, among=None):
        """Lock partners with facts but no code, passing over those being edited.

        :param among: SQL condition on the partner; default: all
        :return: list of (company id, partner ids)
        """
        return self.env.execute_query(
            SQL(
                """
                WITH partner AS (
                    SELECT id FROM res_partner
                     WHERE crm_code IS NULL AND active AND commercial_partner_id = id
                       AND %s
                       AND EXISTS (
                           SELECT FROM crm_customer_profile profile
                             JOIN res_company ON res_company.id = profile.company_id
                            WHERE res_company.crm_code_automatic
                              AND profile.partner_id = res_partner.id)
                       AND id NOT IN (SELECT partner_id FROM res_company)
                     LIMIT %s FOR NO KEY UPDATE SKIP LOCKED)
                SELECT place.company_id, ARRAY_AGG(place.id ORDER BY place.id)
                  FROM (SELECT partner.id, MIN(profile.company_id) AS company_id
                          FROM partner
                          JOIN crm_customer_profile profile
                            ON profile.partner_id = partner.id
                          JOIN res_company ON res_company.id = profile.company_id
                           AND res_company.crm_code_automatic
                         GROUP BY partner.id) place
                 GROUP BY place.company_id
                """,
                among or SQL("TRUE"),
                limit,
            )
        )

    def _crm_take_back_code(self):
        """Who became a contact of a company is no customer of their own any more."""
        contacts = self.filtered(
            lambda partner: partner.crm_code and partner.parent_id and not partner.is_company
        )
        for contact in contacts:
            contact.message_post(
                body=self.env._(
                    "Customer code %(code)s was taken back: this is now a contact of %(company)s.",
                    code=contact.crm_code,
                    company=contact.commercial_partner_id.display_name,
                )
            )
        if contacts:
            # sudo: a consequence of what the user was allowed to do
            contacts.sudo().crm_code = False
