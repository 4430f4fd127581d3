from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_compare, format_amount

from odoo.addons.crm_customer.models.approval.crm_approval import STATES as APPROVAL_STATES

OVERRIDE = "sales_stage_override"
DEAL = "sales_deal"


class CrmLead(models.Model):
    """What is approved of an opportunity: going on with it, and a move past its stage rules."""

    _name = "crm.lead"
    _inherit = ["crm.lead", "crm.approval.mixin"]

    # named here as well, so that its words belong to this addon
    crm_approval_state = fields.Selection(APPROVAL_STATES)

    @api.model
    def _approval_kinds(self):
        return super()._approval_kinds() | {
            DEAL: self.env._("Opportunity"),
            OVERRIDE: self.env._("Move Past Stage Rules"),
        }

    @api.model
    def _crm_override_kind(self):
        return OVERRIDE

    def _approval_watched_fields(self, kind):
        return ("expected_revenue",) if kind == DEAL else super()._approval_watched_fields(kind)

    def _approval_amount(self, kind, values):
        if kind not in (DEAL, OVERRIDE):
            return super()._approval_amount(kind, values)
        return self.expected_revenue, self.company_currency

    def _approval_summary(self, kind, values):
        if kind == DEAL:
            return self.env._(
                "Go on with %(name)s, expected revenue %(amount)s",
                name=self.name,
                amount=format_amount(
                    self.env, values["expected_revenue"] or 0, self.company_currency
                ),
            )
        if kind == OVERRIDE:
            stages = self.env["crm.stage"]
            return self.env._(
                "Move from %(start)s to %(goal)s without: %(missing)s",
                start=stages.browse(values["start_id"]).name or "–",
                goal=stages.browse(values["stage_id"]).name,
                missing=values["missing"],
            )
        return super()._approval_summary(kind, values)

    def _approval_recheck(self, kind):
        """An approved opportunity stays so until it grows: one query for any number."""
        if kind != DEAL:
            return super()._approval_recheck(kind)
        # sudo: whether something is approved does not depend on who looks
        approvals = self.env["crm.approval"].sudo()
        live = approvals.search(
            [
                ("res_model", "=", "crm.lead"),
                ("res_id", "in", self.ids),
                ("kind", "=", kind),
                ("state", "in", ("pending", "approved")),
            ]
        )
        values = {lead.id: lead.expected_revenue for lead in self.sudo()} if live else {}
        live.filtered(
            lambda approval: (
                float_compare(
                    values[approval.res_id],
                    approval.approved_values["expected_revenue"] or 0,
                    precision_digits=2,
                )
                > 0
            )
        )._outdate()
        return None

    def _crm_approval_free(self, kind):
        """Return those of ``self`` (sudo) that the rules let go on without being asked for.

        One query for any number: the rules are read once, the first that matches counts.
        """
        rules = self.env["crm.approval.rule"].sudo().search([("kind", "=", kind)])
        if not any(rule.is_free for rule in rules):
            return self.browse()
        return self.filtered(lambda lead: lead._crm_first_rule(kind, rules).is_free)

    def _crm_first_rule(self, kind, rules):
        """Return the first of ``rules`` that counts for the lead, as ``_find`` would."""
        company = self._approval_company()
        amount = self._approval_local_amount(kind, {})
        return next(
            (
                rule
                for rule in rules
                if rule.company_id in (company, rule.company_id.browse())
                and rule.amount_min <= amount
                and rule._matches(self, self.env.user)
            ),
            rules.browse(),
        )

    # override of stage rules
    @api.model
    def _crm_get_overrides(self, leads, states=("approved",)):
        """Return the overrides (sudo) of ``leads`` that were not used, the last first."""
        # sudo: whether something is approved does not depend on who looks
        return (
            self.env["crm.approval"]
            .sudo()
            .search(
                [
                    ("res_model", "=", "crm.lead"),
                    ("res_id", "in", leads.ids),
                    ("kind", "=", OVERRIDE),
                    ("state", "in", states),
                    ("sales_date_used", "=", False),
                ],
                order="id desc",
            )
        )

    @api.model
    def _crm_use_overrides(self, missing, moves):
        """Let each move pass once that was approved; return ``{lead: rules}`` of the others."""
        refused = dict(missing)
        overrides = self._crm_get_overrides(self.union(*missing))
        for lead, rules in missing.items():
            start, goal = moves[lead]
            override = overrides.filtered(
                lambda each, lead=lead, start=start, goal=goal: each._sales_is_for(
                    lead, start, goal
                )
            )[:1]
            if override:
                override.sales_date_used = fields.Datetime.now()
                lead._crm_note_override(override, rules, goal)
                del refused[lead]
        return refused

    def _crm_note_override(self, override, rules, goal):
        """Say on the lead past what it moved, and who let it."""
        self._message_log(
            body=self.env._(
                "Moved to %(stage)s past its rules by %(approval)s. Missing: %(missing)s",
                stage=goal.name,
                approval=override.name,
                missing=self._crm_gate_names(rules),
            ),
            author_id=self.env.user.partner_id.id,
        )

    def _crm_override_values(self, goal, rules):
        """Return what an override of ``rules`` on the way to ``goal`` approves.

        The turn tells one that was used from the next one.
        """
        self.ensure_one()
        # sudo: counts how often, whoever may read them
        used = self.env["crm.approval"].sudo()
        turn = used.search_count(
            [
                ("res_model", "=", "crm.lead"),
                ("res_id", "=", self.id),
                ("kind", "=", OVERRIDE),
                ("sales_date_used", "!=", False),
            ]
        )
        return {
            "start_id": self.sudo()._crm_gate_place().id,
            "stage_id": goal.id,
            "missing": self._crm_gate_names(rules),
            "turn": turn,
        }

    def _crm_ask_override(self, goal, reason):
        """Ask that the lead may move to ``goal`` all the same.

        Where a rule says that no approval is needed, the override is granted at once and
        kept like any other.

        :return: the approval, in sudo
        :raise UserError: nothing is missing, or no rule says who approves
        """
        self.ensure_one()
        self.check_access("write")
        lead = self.sudo()
        missing = self._crm_gate_missing({lead: (lead._crm_gate_place(), goal.sudo())})
        if not missing:
            raise UserError(
                self.env._("Nothing is missing: %(name)s can be moved.", name=self.name)
            )
        values = self._crm_override_values(goal, missing[lead])
        rule = self._approval_rule(OVERRIDE, values)
        if not rule:
            raise UserError(
                self.env._(
                    "No approval rule says who approves a move past the stage rules. Ask a "
                    "manager to add one under Configuration, Approval Rules."
                )
            )
        if rule.is_free:
            return self.env["crm.approval"]._sales_grant(self, rule, values, reason)
        return self._approval_require(OVERRIDE, values, reason)

    def _merge_dependences(self, opportunities):
        """What was asked for the merged ones is asked for no longer: they are gone."""
        # sudo: who merges ends what was asked, the opportunities go with it
        asked = self.env["crm.approval"].sudo()
        asked.search(
            [
                ("res_model", "=", "crm.lead"),
                ("res_id", "in", opportunities.ids),
                ("kind", "in", (DEAL, OVERRIDE)),
                ("state", "=", "pending"),
            ]
        )._outdate()
        return super()._merge_dependences(opportunities)

    def action_crm_request_deal(self):
        """Ask for the approval of the opportunity; open what is asked.

        :raise UserError: no rule says who approves, or it needs no approval
        """
        self.ensure_one()
        self.check_access("write")
        approval = self._approval_require(DEAL)
        if approval is True:
            granted = self._crm_get_granted(DEAL)
            if granted:
                return granted.with_env(self.env)._get_records_action()
            raise UserError(self._crm_get_no_approval(DEAL))
        return approval.with_env(self.env)._get_records_action()

    def _crm_get_granted(self, kind):
        return self._approval_live(kind).filtered(lambda each: each.state == "approved")[:1]

    def _crm_get_no_approval(self, kind):
        """Say why there is nothing to be asked for."""
        if self._approval_rule(kind, self._approval_values(kind)):
            return self.env._("%(name)s needs no approval.", name=self.name)
        return self.env._(
            "No approval rule says who approves opportunities. Ask a manager to add one under "
            "Configuration, Approval Rules."
        )
