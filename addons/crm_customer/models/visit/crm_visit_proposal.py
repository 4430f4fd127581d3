from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

MOST = 200


class CrmVisit(models.Model):
    """Whom to visit: what the proposal of a plan reads, in one query."""

    _inherit = "crm.visit"

    @api.model
    def _get_candidates(self, plan, criteria, limit=MOST):
        """Return whom the visitor of ``plan`` should visit, the most urgent first.

        :param criteria: ``is_due`` (by the days of the level), ``days_silent`` without contact
            and ``days_unvisited`` without visit (0: does not count), ``city``, ``district``
        :return: dicts: id, city, district, latitude, longitude, due_days (days without
            contact beyond those of the level), silent_days, known_days (since when it is
            a contact), unvisited_days (None: never), urgency (days beyond what is asked)
        """
        self.env.flush_all()
        customers = self.env["res.partner"]._search(self._domain_candidates(plan, criteria))
        return self.env.execute_query_dict(
            SQL(
                """
                SELECT *, GREATEST(
                           CASE WHEN %(is_due)s THEN due_days END,
                           CASE WHEN %(silent)s > 0 THEN silent_days - %(silent)s END,
                           CASE WHEN %(unvisited)s > 0
                                THEN COALESCE(unvisited_days, known_days) - %(unvisited)s END
                       ) AS urgency
                  FROM (%(figures)s) candidate
                 WHERE (%(is_due)s AND due_days >= 0)
                    OR (%(silent)s > 0 AND silent_days >= %(silent)s)
                    OR (%(unvisited)s > 0 AND COALESCE(unvisited_days, 100000) >= %(unvisited)s)
                 ORDER BY urgency DESC, id
                 LIMIT %(limit)s
                """,
                figures=self._sql_candidates(plan, customers),
                is_due=bool(criteria["is_due"]),
                silent=criteria["days_silent"],
                unvisited=criteria["days_unvisited"],
                limit=limit,
            )
        )

    @api.model
    def _domain_candidates(self, plan, criteria):
        """Return the visitor's own customers."""
        domain = (
            Domain("user_id", "=", plan.user_id.id)
            & Domain("crm_code", "!=", False)
            & Domain("company_id", "in", [False, plan.company_id.id])
        )
        for name, field in (("city", "city"), ("district", "crm_district")):
            if criteria.get(name):
                domain &= Domain(field, "ilike", criteria[name])
        return domain

    @api.model
    def _sql_candidates(self, plan, customers):
        return SQL(
            """
            SELECT customer.id, customer.city, customer.crm_district AS district,
                   customer.partner_latitude AS latitude,
                   customer.partner_longitude AS longitude,
                   CASE WHEN level.follow_up_days > 0
                        THEN contact.days - level.follow_up_days END AS due_days,
                   contact.days AS silent_days,
                   %(monday)s - customer.create_date::date AS known_days,
                   %(monday)s - visited.day AS unvisited_days
              FROM res_partner customer
              LEFT JOIN crm_customer_level level
                ON level.id = customer.crm_level_id AND level.active
              LEFT JOIN crm_customer_profile profile
                ON profile.partner_id = customer.id AND profile.company_id = %(company)s
              LEFT JOIN LATERAL (
                   SELECT MAX(visit.date) AS day FROM crm_visit visit
                    WHERE visit.commercial_partner_id = customer.id
                      AND visit.company_id = %(company)s
                      AND visit.state IN ('on_site', 'done')) visited ON TRUE
             CROSS JOIN LATERAL (SELECT %(monday)s - GREATEST(visited.day, COALESCE(
                   profile.last_contact_date, customer.create_date::date)) AS days) contact
             WHERE customer.id IN %(customers)s
               AND NOT EXISTS (
                   SELECT FROM crm_visit visit
                    WHERE visit.commercial_partner_id = customer.id
                      AND visit.company_id = %(company)s
                      AND visit.state IN ('planned', 'on_site'))
            """,
            # a week that has begun is measured from today
            monday=max(plan.date_start, fields.Date.context_today(plan)),
            company=plan.company_id.id,
            customers=customers.subselect(),
        )
