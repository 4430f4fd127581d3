from odoo import api, fields, models


class CrmCustomerImportMapping(models.Model):
    """What a user chose for a heading, so that the next file needs no choosing."""

    _name = "crm.customer.import.mapping"
    _description = "Remembered Import Column"
    _order = "target, heading"
    _rec_name = "heading"

    target = fields.Char(required=True)
    heading = fields.Char(required=True)
    field_name = fields.Char(string="Field", help="Empty: this column is left out.")
    target_label = fields.Char(string="What is in it", compute="_compute_labels")
    field_label = fields.Char(string="Goes to", compute="_compute_labels")
    user_id = fields.Many2one(
        "res.users", required=True, ondelete="cascade", default=lambda self: self.env.user
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )

    _unique_heading = models.Constraint(
        "UNIQUE(company_id, user_id, target, heading)",
        "This heading is remembered already.",
    )

    @api.depends("target", "field_name")
    @api.depends_context("lang")
    def _compute_labels(self):
        """Say both as people know them; what is gone is left as it was noted."""
        models_by_target = self.env["crm.import.target"]._get_targets()
        for target, mappings in self.grouped("target").items():
            model = models_by_target.get(target)
            specs = self.env[model]._get_fields() if model else {}
            for mapping in mappings:
                spec = specs.get(mapping.field_name)
                mapping.target_label = self.env[model]._get_label() if model else target
                mapping.field_label = spec.label if spec else mapping.field_name

    @api.model
    def _recall(self, job):
        """Return ``{heading: field or False}``: the user's own choice wins."""
        found = self.sudo().search(  # colleagues' choices help, nothing else is read
            [("company_id", "=", job.company_id.id), ("target", "=", job.target)]
        )
        own = found.filtered(lambda mapping: mapping.user_id == job.user_id)
        # what a colleague left out may be what they have no right to
        others = (found - own).filtered("field_name")
        return {mapping.heading: mapping.field_name for mapping in others + own}

    @api.model
    def _remember(self, job):
        """Keep the columns of ``job`` for the next file of its user."""
        self.env.cr.execute_values(
            """
            INSERT INTO crm_customer_import_mapping
                   (target, heading, field_name, user_id, company_id,
                    create_uid, write_uid, create_date, write_date)
            VALUES %s
            ON CONFLICT (company_id, user_id, target, heading)
            DO UPDATE SET field_name = EXCLUDED.field_name,
                          write_date = EXCLUDED.write_date
            """,
            list(
                {
                    column.heading: (
                        job.target,
                        column.heading,
                        column.field_name or None,
                        job.user_id.id,
                        job.company_id.id,
                        self.env.uid,
                        self.env.uid,
                        fields.Datetime.now(),
                        fields.Datetime.now(),
                    )
                    for column in job.column_ids
                    if column.heading
                }.values()
            ),
        )
        self.invalidate_model()
