from odoo import api, fields, models

from .crm_access_review import ADMINISTRATOR, MANAGER

NAMED = 5


class CrmAccessReview(models.Model):
    """Says from the beginning that one reviewer cannot come to the end: four eyes by design."""

    _inherit = "crm.access.review"

    alone_warning = fields.Text(compute="_compute_alone_warning")

    @api.depends("company_id", "reviewer_ids", "state")
    @api.depends_context("lang")
    def _compute_alone_warning(self):
        for review in self:
            reviewers = review.reviewer_ids.filtered("active")
            is_alone = review.state != "done" and len(reviewers) == 1
            review.alone_warning = is_alone and review._get_alone_warning(reviewers)

    def _get_alone_warning(self, reviewer):
        """Say why ``reviewer`` cannot finish alone, and who, or what, helps."""
        others = self._get_candidates() - reviewer
        name, company = reviewer.name, self.company_id.name
        if not others:
            return self.env._(
                "%(name)s reviews alone and is the only one in %(company)s who may. Nobody "
                "decides on the own grants, so this review cannot be finished. Give a second "
                "person the manager level of customers or the administration of access, then "
                "add that person to the reviewers.",
                name=name,
                company=company,
            )
        return self.env._(
            "%(name)s reviews alone. Nobody decides on the own grants, so this review cannot be "
            "finished. Add a second reviewer, for example: %(others)s.",
            name=name,
            others=", ".join(others[:NAMED].mapped("name")),
        )

    def _get_candidates(self):
        """Return who may review in the company (sudo)."""
        entitled = self.env.ref(MANAGER) | self.env.ref(ADMINISTRATOR)
        # sudo: who may review is told to who names the reviewers
        users = self.env["res.users"].sudo()
        return users.search(
            [
                ("share", "=", False),
                ("company_ids", "in", self.company_id.ids),
                ("all_group_ids", "in", entitled.ids),
            ],
            order="name, id",
        ).sudo(self.env.su)
