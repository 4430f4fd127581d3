from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools.misc import format_date


class CrmReportDecision(models.Model):
    """What was decided about a report: what, by whom, until when."""

    _name = "crm.report.decision"
    _description = "Decision on a Report"
    _inherit = "crm.sealed.mixin"
    _order = "date_due, id"
    _sealed_fields = frozenset({"activity_id", "is_planned"})

    issue_id = fields.Many2one("crm.report.issue", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="issue_id.company_id", store=True, index=True)
    name = fields.Char("What", required=True)
    user_id = fields.Many2one(
        "res.users", "Who", required=True, index=True, domain="[('share', '=', False)]"
    )
    date_due = fields.Date("Until", required=True, default=fields.Date.context_today)
    activity_id = fields.Many2one(
        "mail.activity",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )
    is_planned = fields.Boolean(readonly=True, copy=False)
    state = fields.Selection(
        [
            ("open", "Not Sent Yet"),
            ("planned", "To Do"),
            ("done", "Done"),
            ("cancelled", "Cancelled"),
        ],
        compute="_compute_state",
        compute_sudo=True,
        store=True,
    )

    @api.depends("is_planned", "activity_id", "activity_id.active")
    def _compute_state(self):
        for decision in self:
            activity = decision.activity_id
            if not decision.is_planned:
                decision.state = "open"
            elif not activity:
                decision.state = "cancelled"
            else:
                decision.state = "planned" if activity.active else "done"

    @api.constrains("user_id", "issue_id")
    def _check_user_id(self):
        """Whoever is to act gets the report, or he would not know why."""
        for decision in self:
            series = decision.issue_id.series_id
            if decision.user_id not in series.reader_ids | series.user_id:
                raise ValidationError(
                    self.env._(
                        "%(person)s is no reader of this report. Add the person to its "
                        "readers first.",
                        person=decision.user_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        decisions = super().create(vals_list)
        decisions.filtered(lambda one: one.issue_id.state in ("sent", "archived"))._plan()
        return decisions

    def write(self, vals):
        result = super().write(vals)
        changed = {"name", "user_id", "date_due"} & vals.keys()
        for decision in self.filtered(lambda one: one._get_activity().active) if changed else ():
            # sudo: who may change a decision moves the activity that it became
            decision._get_activity().write(decision._prepare_activity())
        return result

    def unlink(self):
        # sudo: who may drop a decision drops the activity that it became
        for decision in self:
            decision._get_activity().filtered("active").unlink()
        return super().unlink()

    def _get_activity(self):
        """Return the activity (sudo) that this became, on its own issue and no other."""
        return self.activity_id.sudo().filtered(
            lambda activity: (
                activity.res_model == "crm.report.issue" and activity.res_id == self.issue_id.id
            )
        )

    def _plan(self):
        """Let each decision become an activity on its issue."""
        for decision in self.filtered(lambda one: not one.is_planned):
            # sudo: that it is planned is not for editing
            activity = (
                self.env["mail.activity"]
                .sudo()
                .create(
                    {
                        "activity_type_id": self.env.ref("mail.mail_activity_data_todo").id,
                        "res_id": decision.issue_id.id,
                        "res_model_id": self.env["ir.model"]._get_id("crm.report.issue"),
                        **decision._prepare_activity(),
                    }
                )
            )
            decision.sudo().write({"activity_id": activity.id, "is_planned": True})

    def _prepare_activity(self):
        return {
            "summary": self.name,
            "user_id": self.user_id.id,
            "date_deadline": self.date_due,
        }

    def _get_sentence(self):
        """Return the decision as one line of a sheet or a mail."""
        states = dict(self._fields["state"]._description_selection(self.env))
        return self.env._(
            "%(what)s – %(who)s, until %(date)s (%(state)s)",
            what=self.name,
            who=self.user_id.name,
            date=format_date(self.env, self.date_due),
            state=states.get(self.state, ""),
        )
