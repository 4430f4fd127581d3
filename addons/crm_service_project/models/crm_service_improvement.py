from odoo import api, fields, models

from odoo.addons.project.models.project_task import CLOSED_STATES

USER = "project.group_project_user"


class CrmServiceImprovement(models.Model):
    """The tasks in which an improvement is carried out."""

    _inherit = "crm.service.improvement"

    task_ids = fields.One2many("project.task", "crm_improvement_id", "Tasks", groups=USER)
    task_count = fields.Integer("Number of Tasks", compute="_compute_tasks", groups=USER)
    task_progress = fields.Integer(
        "Tasks Done (%)", compute="_compute_tasks", groups=USER, help="Done tasks of all."
    )

    @api.depends("task_ids.state")
    def _compute_tasks(self):
        groups = self.env["project.task"]._read_group(
            [("crm_improvement_id", "in", self.ids)],
            ["crm_improvement_id"],
            ["state:array_agg"],
        )
        states = dict(groups)
        for improvement in self:
            found = states.get(improvement._origin, [])
            done = sum(state in CLOSED_STATES for state in found)
            improvement.task_count = len(found)
            improvement.task_progress = 100 * done // len(found) if found else 0

    def action_create_task(self):
        """Open a new task for the improvement; the user chooses the project."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "project.task",
            "view_mode": "form",
            "context": {
                "default_crm_improvement_id": self.id,
                "default_name": self.name,
                "default_description": self.solution or self.problem,
                "default_user_ids": self.responsible_id.ids,
                "default_date_deadline": self.date_planned,
            },
        }

    def action_view_tasks(self):
        """Open the tasks of the improvement."""
        self.ensure_one()
        return self.task_ids._get_records_action(name=self.env._("Tasks"))

    def _note_tasks_done(self):
        """Tell the responsible where the last open task was done; called in sudo."""
        for improvement in self:
            person = improvement.responsible_id or improvement.user_id
            if improvement.state != "progress" or not person:
                continue
            if improvement.task_ids and all(task.is_closed for task in improvement.task_ids):
                improvement.activity_schedule(
                    "mail.mail_activity_data_todo",
                    summary=improvement.with_context(lang=person.lang).env._("All tasks are done"),
                    user_id=person.id,
                )
