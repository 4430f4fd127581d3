from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    crm_pipeline_days = fields.Integer(
        "Pipeline Day by Day",
        default=400,
        help="For so many days the pipeline is known as of each day, before that as of the end "
        "of each month. 0: as of each day for ever.",
    )

    _crm_pipeline_days_valid = models.Constraint(
        "CHECK(crm_pipeline_days = 0 OR crm_pipeline_days >= 62)",
        "The pipeline is kept day by day for two months (62 days) at least.",
    )

    def unlink(self):
        """What was the pipeline of a company goes with it."""
        # sudo: who may delete a company deletes what is of it
        rows = self.env["crm.sales.pipeline.snapshot"].sudo()
        rows.search([("company_id", "in", self.ids)]).unlink()
        return super().unlink()
