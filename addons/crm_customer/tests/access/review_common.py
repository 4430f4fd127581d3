from odoo.fields import Command

from ..common import CustomerCommon

MANAGER = "crm_customer.group_customer_manager"
ROLE = "crm_customer.role_sales_rep"
OWN = "crm_customer.group_customer_own"


class ReviewCommon(CustomerCommon):
    """A company of its own with two reviewers, an administrator, a seller and a leaver."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Reviewed Ltd"})
        cls.company.partner_id.tz = "Asia/Shanghai"
        cls.ann = cls._create_colleague("review_ann", MANAGER, name="Ann")
        cls.ben = cls._create_colleague("review_ben", MANAGER, name="Ben")
        cls.admin = cls._create_colleague(
            "review_admin", "base.group_erp_manager", "base.group_user", name="Root"
        )
        cls.seller = cls._create_colleague("review_seller", ROLE, name="Sally")
        cls.leaver = cls._create_colleague("review_leaver", OWN, name="Leo")
        cls.leaver.active = False

    @classmethod
    def _create_colleague(cls, login, *groups, **values):
        place = {"company_id": cls.company.id, "company_ids": [Command.set(cls.company.ids)]}
        return cls._create_user(login, *groups, **(place | values))

    @classmethod
    def _create_review(cls, **values):
        """Create the draft of the third quarter of 2026; ``values`` override the defaults."""
        defaults = {
            "company_id": cls.company.id,
            "year": 2026,
            "quarter": "3",
            "reviewer_ids": [Command.set((cls.ann | cls.ben).ids)],
        }
        return cls.env["crm.access.review"].create(defaults | values)

    @classmethod
    def _create_started(cls, **values):
        """Create a review, started by Ann."""
        review = cls._create_review(**values).with_user(cls.ann)
        review.action_start()
        return review

    def _lines(self, review, user):
        return review.line_ids.filtered(lambda line: line.user_id == user)

    def _decide_all(self, review):
        """Ann confirms everybody's grants but her own, which Ben confirms."""
        lines = review.line_ids.filtered(lambda line: not line.decision)
        own = self._lines(review, self.ann) & lines
        (lines - own).action_confirm()
        own.with_user(self.ben).action_confirm()

    def _withdraw(self, lines, reason="Left the team"):
        wizards = self.env["crm.access.review.decide"].with_user(lines.env.user)
        action = lines.action_withdraw()
        wizard = wizards.with_context(**action["context"]).create({"reason": reason})
        wizard.action_decide()
