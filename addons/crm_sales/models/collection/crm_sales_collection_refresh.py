from collections import defaultdict
from datetime import date

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.cash.instalments import allocate

BATCH = 200
NOTES = "crm_sales_collection"


class CrmSalesCollection(models.Model):
    """What the books say: read for whole batches of plans, when something in them changed."""

    _inherit = "crm.sales.collection"

    def _refresh(self):
        """Write what was invoiced and received for these plans, and what is open of each part.

        sudo: sales reads no books; amounts alone are taken, for plans that somebody may
        read or that a change of the books concerns
        """
        plans = self.sudo().exists()
        if not plans:
            return
        facts = plans._get_book_facts()
        now = fields.Datetime.now()
        for plan in plans:
            invoiced, received = facts.get(plan.id, (0.0, 0.0))
            plan._lay_out(received)
            values = {
                "amount_invoiced": plan.currency_id.round(invoiced),
                "amount_received": plan.currency_id.round(received),
                "amount_open": plan.currency_id.round(max(plan.amount - received, 0.0)),
                "date_next": plan._get_next_day(),
                "date_refreshed": now,
            }
            plan.write(values | plan._get_end(values))

    def _get_end(self, values):
        """Return the state that the figures say: collected, or not any more."""
        if self.state not in ("open", "done"):
            return {}
        is_done = self.currency_id.is_zero(values["amount_open"])
        state = "done" if is_done else "open"
        return {} if state == self.state else {"state": state}

    def _lay_out(self, received):
        """Lay what came in on the instalments, those that are due first at first."""
        lines = self.line_ids.sorted(
            lambda line: (
                line.date_due or date.max,
                line.sequence,
                line.id,
            )
        )
        parts = allocate(received, lines.mapped("amount"), self._get_digits())
        today = fields.Date.context_today(self)
        for line, part in zip(lines, parts, strict=True):
            rest = self.currency_id.round(line.amount - part)
            company = self.company_id
            values = {
                "amount_received": part,
                "amount_open": rest,
                "amount_open_company": self.currency_id._convert(
                    rest, company.currency_id, company, today
                ),
            }
            changed = {name: value for name, value in values.items() if line[name] != value}
            if changed:
                line.write(changed)

    def _get_next_day(self):
        days = [line.date_due for line in self.line_ids if line.amount_open > 0 and line.date_due]
        return min(days, default=False)

    def _get_book_facts(self):
        """Return ``{plan id: (invoiced, received)}`` in the currency of each plan.

        Of an invoice that bills several orders, each gets its share by its lines. What was
        credited counts back; of what was settled by a credit note nothing remains.
        """
        rows = self.env.execute_query(self._sql_book_facts())
        facts = defaultdict(lambda: [0.0, 0.0])
        currencies = self.env["res.currency"]
        for plan_id, currency_id, day, invoiced, received in rows:
            plan = self.browse(plan_id)
            currency = currencies.browse(currency_id)
            for place, amount in enumerate((invoiced, received)):
                facts[plan_id][place] += currency._convert(
                    amount, plan.currency_id, plan.company_id, day, round=False
                )
        return {plan_id: tuple(pair) for plan_id, pair in facts.items()}

    def _sql_book_facts(self):
        """Return the statement of ``(plan, currency, day, invoiced, received)`` per invoice."""
        # what it reads by SQL is in the database first
        for model, names in (
            ("account.move", ["state", "move_type", "amount_total", "amount_residual"]),
            ("account.move.line", ["price_total"]),
            ("sale.order.line", ["invoice_lines", "order_id"]),
        ):
            self.env[model].flush_model(names)
        self.flush_model()
        return SQL(
            """
            WITH plan_order AS (%(orders)s),
            part AS (
                SELECT plan_order.plan_id, line.move_id, SUM(line.price_total) AS total
                  FROM plan_order
                  JOIN sale_order_line sold ON sold.order_id = plan_order.order_id
                  JOIN sale_order_line_invoice_rel rel ON rel.order_line_id = sold.id
                  JOIN account_move_line line ON line.id = rel.invoice_line_id
                 WHERE line.display_type = 'product'
                 GROUP BY plan_order.plan_id, line.move_id)
            SELECT part.plan_id, move.currency_id,
                   COALESCE(move.invoice_date, move.date) AS day,
                   side.sign * part.total,
                   side.sign * part.total
                   * (move.amount_total - move.amount_residual) / move.amount_total
              FROM part
              JOIN account_move move ON move.id = part.move_id
              JOIN LATERAL (
                   SELECT CASE WHEN move.move_type = 'out_refund' THEN -1 ELSE 1 END AS sign
                   ) side ON TRUE
             WHERE move.state = 'posted' AND move.amount_total <> 0
               AND move.move_type IN ('out_invoice', 'out_refund')
            """,
            orders=self._sql_plan_orders(),
        )

    def _sql_plan_orders(self):
        """Return the statement of ``(plan_id, order_id)`` of these plans."""
        return SQL(
            """
            SELECT id AS plan_id, order_id FROM crm_sales_collection
             WHERE id = ANY(%s) AND order_id IS NOT NULL
            """,
            self.ids,
        )

    # when the books change
    @api.model
    def _note_moves(self, moves):
        """Have the plans of these invoices refreshed when the transaction ends."""
        moves = moves.filtered(lambda move: move.move_type in ("out_invoice", "out_refund"))
        if not moves:
            return
        precommit = self.env.cr.precommit
        if NOTES not in precommit.data:
            precommit.data[NOTES] = set()
            precommit.add(self._flush_notes)
        precommit.data[NOTES].update(moves.ids)

    @api.model
    def _flush_notes(self):
        ids = self.env.cr.precommit.data.pop(NOTES, set())
        if ids:
            self._get_plans_of(sorted(ids))._refresh()
            self.env.flush_all()

    @api.model
    def _get_plans_of(self, move_ids):
        """Return the plans (sudo) whose orders these invoices bill."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT sold.order_id
                  FROM account_move_line line
                  JOIN sale_order_line_invoice_rel rel ON rel.invoice_line_id = line.id
                  JOIN sale_order_line sold ON sold.id = rel.order_line_id
                 WHERE line.move_id = ANY(%s)
                """,
                list(move_ids),
            )
        )
        order_ids = [row[0] for row in rows]
        # sudo: whose plan it is does not matter to the books
        return self.sudo().search(self._domain_of_orders(order_ids)) if order_ids else self

    @api.model
    def _domain_of_orders(self, order_ids):
        return Domain("order_id", "in", order_ids) & Domain("state", "!=", "cancelled")

    @api.model
    def _cron_refresh(self):
        """Read the books for all plans that run, in committed batches."""
        commit = self.env["ir.cron"]._commit_progress
        running = Domain("state", "in", ("draft", "open"))
        last_id, left = 0, self.search_count(running)
        commit(remaining=left)
        while left > 0:
            plans = self.search(running & Domain("id", ">", last_id), limit=BATCH, order="id")
            if not plans:
                break
            last_id = plans[-1].id
            plans._refresh()
            left -= len(plans)
            if not commit(len(plans), remaining=max(left, 0)):
                break
