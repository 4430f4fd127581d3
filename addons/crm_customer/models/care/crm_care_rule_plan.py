import logging

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.care.action_day import remind_day
from ...tools.care.recurrence import anniversary_days
from .crm_care_occasion import FESTIVAL, FIRST_ORDER, PERSONAL, SINCE
from .crm_care_rule import ACTIVITY, CUSTOMER, ROLES

_logger = logging.getLogger(__name__)

BATCH = 5000


class CrmCareRule(models.Model):
    """Who is due in the next days: written down before anything is done.

    Planning again moves what is planned still, adds what is new and removes what no longer
    applies. What was done, refused or skipped is never touched, and by a unique index
    never planned a second time.
    """

    _inherit = "crm.care.rule"

    def _plan(self, limit=None):
        """Plan these rules, in committed batches; a rule planned today is left out.

        :param limit: stop after so many batches of a rule and leave the rest to the cron;
            nothing is committed then
        :return: whether all is planned
        """
        for rule in self:
            if rule.planned_on == fields.Date.today():
                continue
            if not rule._has_readable_condition():
                rule._drop_planned()
                continue
            stamp = self._get_stamp()
            for company, occasion in rule._get_scopes():
                if not rule._plan_scope(company, occasion, stamp, limit):
                    return False
            rule._drop_stale(stamp)
            rule.planned_on = fields.Date.today()
            if not limit and not self._next_batch():
                return False
        return True

    def _has_readable_condition(self):
        """Whether the further condition can be asked: a field may have gone with its app."""
        try:
            self._get_customers(self.env.company)
        except (AccessError, SyntaxError, TypeError, ValueError, KeyError) as error:
            _logger.warning("Care rule %s is left out, its condition fails: %s", self.id, error)
            return False
        return True

    @api.model
    def _plan_entered(self, occasions, customers):
        """Plan what was entered by hand at once: who entered it looks for it.

        :param occasions: whose days were entered, changed or removed
        :param customers: of whom, the commercial partners
        """
        stamp = self._get_stamp()
        # sudo: planning writes the log, which nobody writes by hand
        rules = self.sudo().search([("occasion_ids", "in", occasions.ids)])
        rules = rules.filtered(lambda rule: rule._has_readable_condition())
        rules = rules.with_context(care_customer_ids=customers.ids)
        for rule in rules:
            for company, occasion in rule._get_scopes():
                if occasion in occasions:
                    rule._plan_scope(company, occasion, stamp, limit=1)
        planned = self.env["crm.care.act"].sudo()
        planned = planned.search(
            [
                ("state", "=", "planned"),
                ("rule_id", "in", rules.ids),
                ("customer_id", "in", customers.ids),
                ("occasion_id", "in", occasions.ids),
            ]
        )
        planned.filtered(lambda act: act.stamp < stamp).unlink()
        if planned.exists().filtered_domain(planned._get_due()):
            self._trigger()

    def _next_batch(self):
        """Commit, and take the lock again; return whether to go on."""
        time_left = self.env["ir.cron"]._commit_progress(1, remaining=1)
        return bool(time_left) and self.env["crm.care.act"]._lock()

    @api.model
    def _get_stamp(self):
        """The clock of the database, not of one worker."""
        return self.env.execute_query(SQL("SELECT clock_timestamp() AT TIME ZONE 'UTC'"))[0][0]

    def _get_scopes(self):
        companies = self.company_id or self.env["res.company"].search([("active", "=", True)])
        occasions = self.occasion_ids.filtered("active")
        return [(company, occasion) for company in companies for occasion in occasions]

    def _plan_scope(self, company, occasion, stamp, limit):
        """Plan one occasion in one company; return whether it is complete."""
        days = self._get_days(company, occasion)
        if not days:
            return True
        last_id, batches = 0, 0
        while True:
            count, last_id = self._plan_batch(company, occasion, days, stamp, last_id)
            batches += 1
            if count < BATCH:
                return True
            if limit and batches >= limit:
                self._trigger()
                return False
            if not limit and not self._next_batch():
                return False

    def _get_today(self, company):
        zone = company.resource_calendar_id.tz or company.partner_id.tz
        return fields.Date.context_today(self.with_context(tz=zone))

    def _get_days(self, company, occasion):
        """Return the days to look for, as (date, day to act, month, day, year)."""
        today = self._get_today(company)
        first, last = self._get_window(today)
        if occasion.kind == FESTIVAL:
            days = [(day, 0, 0, year) for day, year in occasion._occurrences(first, last)]
        elif occasion.kind == PERSONAL:
            days = [
                (day, day.month, day.day, day.year)
                for day in {each[0] for each in anniversary_days(first, last)}
            ]
        else:
            days = anniversary_days(first, last)
        calendar = None
        if self.action == ACTIVITY:
            calendar = self.env["crm.workday"]._compiled(company, start=first, end=last)
        return [
            (day, max(today, remind_day(day, self.days_before, calendar)), *rest)
            for day, *rest in days
        ]

    def _get_customers(self, company):
        """Return the query of the customers of ``company`` that the rule is for."""
        # sudo: a rule is for all customers of the company, whoever runs it
        customers = self.env["res.partner"].sudo().with_company(company)
        domain = Domain("crm_code", "!=", False) & Domain("company_id", "in", [False, company.id])
        if self.level_ids:
            domain &= Domain("crm_level_id", "in", self.level_ids.ids)
        if self.lifecycle:
            domain &= Domain("crm_lifecycle", "=", self.lifecycle)
        if "care_customer_ids" in self.env.context:
            domain &= Domain("id", "in", self.env.context["care_customer_ids"])
        if not self._get_condition().is_true():
            domain &= Domain("id", "in", self._search_condition(company))
        return customers._search(domain)

    def _search_condition(self, company):
        """Return the query of the partners that meet the further condition.

        Asked by the rights of who wrote it: whom a rule greets tells what is true of them.
        """
        author = self.condition_user_id or self.create_uid
        companies = company & author.company_ids or author.company_ids
        partners = self.env["res.partner"].with_user(author)
        partners = partners.with_context(allowed_company_ids=companies.ids)
        return partners._search(self._get_condition())

    def _plan_batch(self, company, occasion, days, stamp, last_id):
        """Write down who comes after partner ``last_id``, at most ``BATCH``.

        :return: (how many, the last partner id)
        """
        self.env.flush_all()
        query = SQL(
            """
            WITH days (date, date_act, month, day, year) AS (VALUES %(days)s),
            due AS (%(due)s), written AS (%(written)s)
            SELECT COUNT(*), COALESCE(MAX(partner_id), 0) FROM due
            """,
            days=SQL(", ").join(
                SQL("(%s::date, %s::date, %s::int, %s::int, %s::int)", *day) for day in days
            ),
            due=self._get_due_query(company, occasion, last_id),
            written=self._get_written_query(company, occasion, stamp),
        )
        result = self.env.execute_query(query)[0]
        self.env["crm.care.act"].invalidate_model()
        return result

    def _get_due_query(self, company, occasion, last_id):
        """Return the query of the partners that the table ``days`` holds a day of."""
        return SQL(
            """
            SELECT partner.id AS partner_id, customer.id AS customer_id, customer.user_id,
                   source.date, source.date_act, source.year, source.years
              FROM res_partner partner
              JOIN res_partner customer ON customer.id = partner.commercial_partner_id
              LEFT JOIN res_users owner ON owner.id = customer.user_id
              CROSS JOIN LATERAL (%(source)s) source
             WHERE partner.id > %(last_id)s AND partner.active
               AND COALESCE(customer.company_id, %(rule_company)s, owner.company_id,
                            %(main_company)s) = %(company)s
               AND customer.id IN %(customers)s
               AND %(whom)s
             ORDER BY partner.id LIMIT %(batch)s
            """,
            source=self._get_source(company, occasion),
            last_id=last_id,
            rule_company=self.company_id.id or None,
            main_company=self.env.ref("base.main_company").id,
            company=company.id,
            customers=self._get_customers(company).subselect(),
            whom=self._get_whom(),
            batch=BATCH,
        )

    def _get_written_query(self, company, occasion, stamp):
        """Return the statement that writes down what the table ``due`` holds."""
        return SQL(
            """
            INSERT INTO crm_care_act AS act (
                rule_id, occasion_id, company_id, action, state, stamp, partner_id,
                customer_id, user_id, date, date_act, year, years,
                create_uid, write_uid, create_date, write_date)
            SELECT %(rule)s, %(occasion)s, %(company)s, %(action)s, 'planned', %(stamp)s,
                   partner_id, customer_id, user_id, date, date_act, year, years,
                   %(uid)s, %(uid)s, %(stamp)s, %(stamp)s
              FROM due
            ON CONFLICT (rule_id, partner_id, occasion_id, year) DO UPDATE
               SET company_id = EXCLUDED.company_id, action = EXCLUDED.action,
                   customer_id = EXCLUDED.customer_id, user_id = EXCLUDED.user_id,
                   date = EXCLUDED.date, date_act = EXCLUDED.date_act,
                   years = EXCLUDED.years, stamp = GREATEST(act.stamp, EXCLUDED.stamp)
             WHERE act.state = 'planned'
            """,
            rule=self.id,
            occasion=occasion.id,
            company=company.id,
            action=self.action,
            stamp=stamp,
            uid=self.env.uid,
        )

    def _get_whom(self):
        """Return the condition on the SQL alias ``partner``."""
        if self.whom == CUSTOMER:
            return SQL("partner.id = customer.id")
        people = SQL(
            "NOT COALESCE(partner.is_company, FALSE) AND COALESCE(partner.type, 'contact') = "
            "'contact'"
        )
        if self.whom != ROLES:
            return people
        return SQL(
            """%s AND EXISTS (
                SELECT FROM crm_customer_contact_role_partner_rel rel
                 WHERE rel.partner_id = partner.id AND rel.role_id = ANY(%s))""",
            people,
            self.role_ids.ids,
        )

    def _get_source(self, company, occasion):
        """Return the lateral query of (date, date_act, year, years) of a partner."""
        entered = SQL(
            """
            SELECT days.date, days.date_act, own.next_year AS year,
                   CASE WHEN own.year > 0 THEN GREATEST(0, own.next_year - own.year)
                   ELSE 0 END AS years
              FROM crm_care_date own JOIN days ON days.date = own.next_date
             WHERE own.occasion_id = %s
            """,
            occasion.id,
        )
        first_order = SQL(
            """
            SELECT days.date, days.date_act, days.year,
                   days.year - EXTRACT(YEAR FROM profile.first_order_date)::int AS years
              FROM crm_customer_profile profile
              JOIN days ON days.month = EXTRACT(MONTH FROM profile.first_order_date)
                       AND days.day = EXTRACT(DAY FROM profile.first_order_date)
             WHERE profile.partner_id = customer.id AND profile.company_id = %s
               AND days.year > EXTRACT(YEAR FROM profile.first_order_date)
            """,
            company.id,
        )
        if occasion.kind == PERSONAL:
            return SQL("%s AND own.partner_id = partner.id", entered)
        if occasion.kind == FIRST_ORDER:
            return first_order
        if occasion.kind == SINCE:
            return self._get_source_since(entered, first_order, occasion)
        return SQL("SELECT date, date_act, year, 0 AS years FROM days")

    def _get_source_since(self, entered, first_order, occasion):
        """The date entered on the customer, or else its first order."""
        return SQL(
            """
            (SELECT DISTINCT * FROM (%s AND own.partner_id = customer.id) entered)
            UNION ALL
            (%s AND NOT EXISTS (
                SELECT FROM crm_care_date own
                 WHERE own.partner_id = customer.id AND own.occasion_id = %s))
            """,
            entered,
            first_order,
            occasion.id,
        )

    def _drop_stale(self, stamp):
        """Forget what is planned but was not found again."""
        rows = self.env.execute_query(
            SQL(
                "SELECT id, date < %s FROM crm_care_act"
                " WHERE rule_id = %s AND state = 'planned' AND stamp < %s",
                fields.Date.today(),
                self.id,
                stamp,
            )
        )
        acts = self.env["crm.care.act"]
        acts.browse(act_id for act_id, is_over in rows if is_over)._refuse("missed")
        acts.browse(act_id for act_id, is_over in rows if not is_over).unlink()
