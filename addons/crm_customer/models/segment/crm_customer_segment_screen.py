import json
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date

WEEKS = 26
RECENT_DAYS = 30


class CrmCustomerSegment(models.Model):
    """What the screens of segments show and open."""

    _inherit = "crm.customer.segment"

    size = fields.Integer(
        compute="_compute_size",
        help="Customers in the segment now, in the companies that are switched on.",
    )
    trend = fields.Text(compute="_compute_trend", help="The sizes of the last weeks, as a chart.")
    came_count = fields.Integer(
        "Entered", compute="_compute_moves", help="Who entered in the last 30 days."
    )
    left_count = fields.Integer(
        "Left", compute="_compute_moves", help="Who left in the last 30 days."
    )

    @api.depends_context("allowed_company_ids")
    def _compute_size(self):
        rows = self.env.execute_query(
            SQL(
                """
                SELECT segment_id, SUM(size)
                  FROM (SELECT DISTINCT ON (segment_id, company_id) segment_id, size
                          FROM crm_customer_segment_size
                         WHERE segment_id = ANY(%s) AND company_id = ANY(%s)
                         ORDER BY segment_id, company_id, date DESC) AS latest
                 GROUP BY segment_id
                """,
                self.ids,
                self.env.companies.ids,
            )
        )
        sizes = dict(rows)
        for segment in self:
            segment.size = sizes.get(segment._origin.id, 0)

    @api.depends_context("allowed_company_ids", "lang")
    def _compute_trend(self):
        start = fields.Date.context_today(self) - timedelta(weeks=WEEKS)
        groups = self.env["crm.customer.segment.size"]._read_group(
            [
                ("segment_id", "in", self.ids),
                ("company_id", "in", self.env.companies.ids),
                ("is_last_of_week", "=", True),
                ("week", ">=", start),
            ],
            ["segment_id", "week:day"],
            ["size:sum"],
            order="week:day",
        )
        points = {}
        for segment, week, size in groups:
            point = {"x": format_date(self.env, week), "y": size}
            points.setdefault(segment.id, []).append(point)
        title = self.env._("Customers")
        for segment in self:
            values = points.get(segment._origin.id, [])
            segment.trend = json.dumps([{"key": title, "values": values, "is_sample_data": False}])

    @api.depends_context("allowed_company_ids")
    def _compute_moves(self):
        members = self.env["crm.customer.segment.member"]
        counts = {}
        for name in ("date_from", "date_to"):
            domain = [("segment_id", "in", self.ids), *self._get_recent_domain(name)]
            groups = members._read_group(domain, ["segment_id"], ["__count"])
            counts[name] = {segment.id: count for segment, count in groups}
        for segment in self:
            segment.came_count = counts["date_from"].get(segment._origin.id, 0)
            segment.left_count = counts["date_to"].get(segment._origin.id, 0)

    @api.model
    def _get_recent_domain(self, name):
        start = fields.Date.context_today(self) - timedelta(days=RECENT_DAYS)
        return [(name, ">", start), ("company_id", "in", self.env.companies.ids)]

    @api.model
    def _get_chosen_ids(self, kind=None):
        """Return the ids of the segments that the context chose, else of all (of ``kind``)."""
        chosen = self.env.context.get("segment_ids")
        if chosen:
            return [int(segment_id) for segment_id in chosen]
        # sudo: the rules of who reads the report hide what is not for him
        return self.sudo().search([("kind", "=", kind)] if kind else []).ids

    # opening

    @api.model
    def _action_customers(self, name, domain, day=None):
        """Return the action that lists the customers of ``domain``, as of ``day``."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_customer.res_partner_action_customers"
        )
        context = {"crm_customer": True}
        if day:
            context["crm_segment_asof"] = fields.Date.to_string(fields.Date.to_date(day))
        # contacts of a customer have its segments as well
        domain = [("crm_code", "!=", False), *domain]
        # opened under a name of its own, not under the address of all customers
        return action | {
            "name": name,
            "display_name": name,
            "domain": domain,
            "context": context,
            "path": False,
        }

    def action_open_customers(self):
        """List the customers that are in the segment now."""
        self.ensure_one()
        return self._action_customers(
            self.display_name, [("crm_segment_ids", "in", self.ids)], day=None
        )

    def action_view_members(self):
        """List who is in, since when; another search shows who was on a day."""
        return self._action_members({"search_default_now": 1})

    def action_view_came(self):
        return self._action_members(
            {"search_default_came_recently": 1}, self.env._("Entered in 30 Days")
        )

    def action_view_left(self):
        return self._action_members(
            {"search_default_left_recently": 1}, self.env._("Left in 30 Days")
        )

    def _action_members(self, context, name=None):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_customer.crm_customer_segment_member_action"
        )
        title = f"{self.display_name}: {name}" if name else self.display_name
        return action | {
            "name": title,
            "display_name": title,
            "domain": [("segment_id", "=", self.id)],
            "context": context,
            "path": False,
        }

    def action_view_trend(self):
        """Show the size per week."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_customer.crm_customer_segment_size_action"
        )
        title = self.env._("Trend of %(name)s", name=self.display_name)
        return action | {
            "name": title,
            "display_name": title,
            "domain": [("segment_id", "=", self.id)],
            # days between two weeks are no zeros
            "context": {"search_default_weekly": 1, "fill_temporal": False},
            "path": False,
        }

    def action_refresh(self):
        """Find the members now; a large segment, or while others are refreshed: in a minute."""
        self.check_access("write")
        # sudo: memberships are written by the refresh alone; the condition is its author's
        segments = self.sudo()
        if len(self) == 1 and self._is_small() and self._lock():
            segments._refresh_all()
        else:
            segments.write(self._restart_vals())
            self._trigger()

    @api.model
    def _is_small(self):
        """Whether one batch holds all contacts, so that nobody waits."""
        return self._get_batch_end(self._get_batch_end(0) or 0) is None

    @api.model
    def action_pick(self, partner_ids):
        """Ask for the list that these customers are put on, or taken from."""
        self.browse().check_access("write")
        return self._action_wizard(
            "crm.customer.segment.pick",
            self.env._("Customers and Segment"),
            {"default_partner_ids": partner_ids},
        )

    @api.model
    def action_from_search(self):
        """Begin a segment of what the list of customers searches just now."""
        self.browse().check_access("create")
        searched = Domain(self.env.context.get("active_domain") or [])
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Segment"),
            "res_model": self._name,
            "views": [(False, "form")],
            "context": {
                "default_kind": "condition",
                "default_domain": repr(list(searched)),
            },
        }

    def action_compare(self):
        """Ask for the days, and show overlap or migration of these segments."""
        return self._action_wizard(
            "crm.customer.segment.compare",
            self.env._("Compare Segments"),
            {"default_segment_ids": self.ids, "default_what": "overlap"},
        )

    @api.model
    def _action_wizard(self, model, name, context):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "views": [(False, "form")],
            "target": "new",
            "context": context,
        }
