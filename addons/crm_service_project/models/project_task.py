from odoo import fields, models


class ProjectTask(models.Model):
    """A task may be work on an improvement of the service."""

    _inherit = "project.task"

    crm_improvement_id = fields.Many2one(
        "crm.service.improvement",
        "Improvement",
        ondelete="set null",
        index="btree_not_null",
        copy=False,
        groups="crm_service.group_service_own,crm_service.group_improvement",
    )

    def write(self, vals):
        open_before = self.filtered(lambda task: not task.is_closed) if "state" in vals else self
        result = super().write(vals)
        if "state" in vals:
            # sudo: who does the task may not see what it is for
            done = open_before.sudo().filtered("is_closed")
            done.crm_improvement_id._note_tasks_done()
        return result
