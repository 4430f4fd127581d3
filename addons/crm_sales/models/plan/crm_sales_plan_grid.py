from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.date_utils import get_quarter_number

from ...tools.plan.split import Cell, LockedError, spread
from .crm_sales_plan_line import PLACE


class CrmSalesPlan(models.Model):
    """The plan as a table: a row per person, a column per month."""

    _inherit = "crm.sales.plan"

    @api.readonly
    def grid_read(self):
        """Return what the table shows, as the reader: the plan, its months and rows.

        A row has a cell per month, None where there is no target.
        """
        self.ensure_one()
        self.check_access("read")
        lines = self.env["crm.sales.plan.line"].search([("plan_id", "=", self.id)])
        rows = {}
        for line in lines:
            rows.setdefault(line._get_place(), {})[line.date] = line
        months = self._get_months()
        return {
            "plan": self._prepare_grid_plan(),
            "months": [
                {"date": fields.Date.to_string(day), "quarter": get_quarter_number(day)}
                for day in months
            ],
            "rows": [self._prepare_grid_row(place, cells, months) for place, cells in rows.items()],
        }

    def _prepare_grid_plan(self):
        is_draft = self.state == "draft"
        state = dict(self._fields["state"]._description_selection(self.env))
        return {
            "id": self.id,
            "name": self.display_name,
            "state": state[self.state],
            "target": self.target,
            "digits": self._get_digits(),
            "currency_id": self.currency_id.id if self.unit == "currency" else False,
            "is_additive": self.is_additive,
            "has_parts": self.dimension != "none",
            "is_revision": bool(self.previous_id),
            "is_collecting": self.is_collecting,
            "user_id": self.env.uid,
            "sees_all": self.env.user.has_group("crm_sales.group_sales_all"),
            "can_edit": is_draft and self.has_access("write"),
            "can_propose": is_draft and self.is_collecting,
        }

    def _prepare_grid_row(self, place, cells, months):
        line = next(iter(cells.values())).sudo()  # sudo: names of colleagues and teams
        return {
            "key": "-".join(str(key or 0) for key in place),
            "team_id": line.team_id.id,
            "team": line.team_id.name or self.env._("Without a team"),
            "user_id": line.user_id.id,
            "user": line.user_id.name or self.env._("Team as such"),
            "part": line._get_part_name(),
            "cells": [self._prepare_grid_cell(cells.get(day)) for day in months],
        }

    def _prepare_grid_cell(self, line):
        return line and {
            "id": line.id,
            "amount": line.amount,
            "locked": line.is_locked,
            "proposed": line.proposed if line.has_proposed else False,
            "last": line.last_amount,
            "before": line.before_amount,
        }

    # typing
    def grid_set(self, line_ids, total):
        """Let the targets ``line_ids`` add up to ``total``; the locked ones stay.

        One of them takes it as it is; several share it as they share what they have, else
        as they shared last year, else alike. What does not add up is the same for all.

        :return: ``{id: target}`` of these targets
        :raise UserError: the locked ones leave no way
        """
        lines = self._get_grid_lines(line_ids)
        for line, amount in zip(lines, self._split_over(lines, total), strict=True):
            if line.amount != amount:
                line.amount = amount
        return {line.id: line.amount for line in lines}

    def _split_over(self, lines, total):
        if total < 0:
            raise UserError(self.env._("A target is not negative."))
        if not self.is_additive:
            return [line.amount if line.is_locked else total for line in lines]
        if len(lines) == 1 and not lines.is_locked:
            return [total]
        free = lines.filtered(lambda line: not line.is_locked)
        name = "amount" if any(free.mapped("amount")) else "last_amount"
        cells = [Cell(line.amount, max(line[name], 0), line.is_locked) for line in lines]
        try:
            return spread(total, cells, self.rounding)
        except LockedError as error:
            raise UserError(
                self.env._(
                    "The locked targets hold %(locked)s, so these cannot add up to %(total)s. "
                    "Unlock some, or enter another sum.",
                    locked=self._format(error.locked),
                    total=self._format(total),
                )
            ) from error

    def grid_lock(self, line_ids, is_locked):
        """Lock or unlock targets; a split leaves locked ones as they are."""
        self._get_grid_lines(line_ids).is_locked = is_locked

    def _get_grid_lines(self, line_ids):
        """Return the targets of the plan that the user may change."""
        self.ensure_one()
        self.check_access("write")
        self._check_draft()
        lines = self.env["crm.sales.plan.line"].browse(line_ids)
        if lines.plan_id != self:
            raise AccessError(self.env._("These targets are of another plan."))
        return lines

    def grid_set_target(self, target):
        """Set the target of the company, and split it over the cells that are not locked."""
        self.ensure_one()
        self.check_access("write")
        self._check_draft()
        if self.is_additive and self.line_ids:
            self.grid_set(self.line_ids.ids, target)
        self.target = target
        return self.grid_read()

    def grid_propose(self, line_ids, total):
        """Propose ``total`` for own targets; several share it as their targets do.

        :return: ``{id: proposal}``
        :raise AccessError: a target is somebody else's
        :raise UserError: no proposals are asked for
        """
        self.ensure_one()
        self.check_access("read")
        lines = self.env["crm.sales.plan.line"].browse(line_ids)
        lines.check_access("read")
        if lines.user_id != self.env.user or lines.plan_id != self:
            raise AccessError(self.env._("Proposals are made for own targets alone."))
        if self.state != "draft" or not self.is_collecting:
            raise UserError(self.env._("No proposals are asked for at present."))
        if total < 0:
            raise UserError(self.env._("A target is not negative."))
        amounts = [total] * len(lines)
        if self.is_additive:
            cells = [Cell(0, line.proposed or line.amount) for line in lines]
            amounts = spread(total, cells, "0.01" if len(lines) == 1 else self.rounding)
        for line, amount in zip(lines.sudo(), amounts, strict=True):
            # sudo: the own proposal alone, checked above
            line.write({"proposed": amount, "has_proposed": True})
        return dict(zip(lines.ids, amounts, strict=True))

    # rows
    def grid_add_row(self, team_id, user_id, category_id=False, level_id=False):
        """Add a row of empty targets for a person, or for a team as such."""
        self.ensure_one()
        self.check_access("write")
        self._check_draft()
        place = dict(zip(PLACE, (team_id, user_id, category_id, level_id), strict=True))
        values = {name: key or False for name, key in place.items()} | {"plan_id": self.id}
        self.env["crm.sales.plan.line"].create(
            [values | {"date": day} for day in self._get_months()]
        )

    def grid_remove_row(self, line_ids):
        """Remove a row."""
        self._get_grid_lines(line_ids).unlink()
