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
