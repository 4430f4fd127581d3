from odoo import fields


class LooseMany2one(fields.Many2one):
    """A many2one that the database does not check row by row.

    A foreign key costs a look-up for each row that is written: of a million rows with six of
    them four fifths of the time went there. What is pointed at is there when the row is written,
    for it is read in the same statement; what is deleted later takes the reference with it, see
    ``crm.sales.pipeline.snapshot._forget``.
    """

    def update_db_foreign_key(self, model, column):
        """Add no foreign key."""
