from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.improvement.similar import Item, group, rank, tokens_of

# how many others are compared with one, and how many are grouped in one go: the newest
CANDIDATES = 300
LARGEST = 10
POOL = 1000


class CrmServiceFeedback(models.Model):
    """What says the same thing: found by the words, which stand in an index."""

    _inherit = "crm.service.feedback"

    token_key = fields.Text(compute="_compute_token_key", store=True, precompute=True)
    group_id = fields.Many2one(
        "crm.service.feedback",
        "Suggested Group",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
        help="The first of those that say the same thing, as found by their words.",
    )
    similar_ids = fields.Many2many(
        "crm.service.feedback", compute="_compute_similar", string="Similar Feedback"
    )
    similar_count = fields.Integer("Similar", compute="_compute_similar")

    _token_idx = models.Index("USING gin (string_to_array(token_key, ' ')) WHERE active IS TRUE")

    @api.depends("name", "description")
    def _compute_token_key(self):
        for feedback in self:
            words = f"{feedback.name or ''}\n{feedback.description or ''}"
            feedback.token_key = " ".join(tokens_of(words))

    @api.depends("token_key", "category_id", "product_id")
    @api.depends_context("uid")
    def _compute_similar(self):
        similar = self._find_similar_of_each()
        for feedback in self:
            feedback.similar_ids = similar.get(feedback, self.browse())
            feedback.similar_count = len(feedback.similar_ids)

    def _to_item(self):
        return Item(
            self._origin.id or 0,
            frozenset((self.token_key or "").split()),
            self.category_id.id or 0,
            self.product_id.id or 0,
        )

    def _find_similar(self):
        """Return those like this one that the user may read, the most alike first."""
        self.ensure_one()
        return self._find_similar_of_each().get(self, self.browse())

    def _find_similar_of_each(self):
        """Return ``{feedback: those like it}`` by one query, however many they are."""
        items = {feedback: feedback._to_item() for feedback in self}
        tokens = frozenset().union(*(item.tokens for item in items.values()))
        if not tokens:
            return {}
        others = self._find_candidates(tokens)
        pools = {
            company: [other._to_item() for other in ones]
            for company, ones in others.grouped("company_id").items()
        }
        return {
            feedback: self.browse(
                key for key, _likeness in rank(item, pools.get(feedback.company_id, []))
            )
            for feedback, item in items.items()
        }

    def _find_candidates(self, tokens):
        """Return the newest ones that share a word, by the index."""
        shares = Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "string_to_array(%s, ' ') && %s::text[]",
                SQL.identifier(alias, "token_key"),
                sorted(tokens),
            )
        )
        company = Domain("company_id", "in", self.company_id.ids)
        return self.search_fetch(
            company & shares,
            ["token_key", "category_id", "product_id", "company_id"],
            limit=CANDIDATES * min(len(self), LARGEST),
        )

    def action_view_similar(self):
        """Open those like this one."""
        self.ensure_one()
        found = self | self._find_similar()
        return self.env["ir.actions.act_window"]._crm_open(
            "crm_service.crm_service_feedback_action",
            [("id", "in", found.ids)],
            display_name=self.env._("Similar to %(feedback)s", feedback=self.display_name),
        )

    def action_group_similar(self):
        """Put this one and those like it, which are in no improvement yet, into one."""
        self.ensure_one()
        similar = self._find_similar().filtered(lambda one: not one.improvement_id)
        return (self | similar).action_group()

    # groups of all that is new
    @api.model
    def action_suggest_groups(self):
        """Find the groups of what is new in the companies of the user, and list them.

        :raise AccessError: for who neither serves customers nor answers for products
        """
        if not self.env.user.has_group("crm_service.group_service_own"):
            self.env["crm.service.improvement"]._check_may_improve()
        self._suggest_groups(self.env.companies)
        return self.env["ir.actions.act_window"]._crm_open(
            "crm_service.crm_service_feedback_action",
            context={"search_default_new": 1, "search_default_groups": 1},
        )

    @api.model
    def _suggest_groups(self, companies):
        """Write ``group_id`` of what is new in each of ``companies``."""
        # sudo: which texts are alike is told to who may read them alone
        everything = self.sudo()
        for company in companies:
            pool = everything.search_fetch(
                [("company_id", "=", company.id), ("state", "=", "new")],
                ["token_key", "category_id", "product_id", "group_id"],
                limit=POOL,
            )
            pool._write_groups(group([one._to_item() for one in pool]))

    def _write_groups(self, groups):
        """Write what changes alone; who stands alone is in no group.

        :param groups: ``{id: id of the first}``
        """
        members = {}
        for key, first in groups.items():
            members.setdefault(first, []).append(key)
        wanted = {key: first if len(members[first]) > 1 else False for key, first in groups.items()}
        for target, ones in self.grouped(lambda one: wanted[one.id]).items():
            ones.filtered(lambda one, target=target: one.group_id.id != target).group_id = target

    @api.model
    def _cron_suggest_groups(self):
        """Find the groups of what is new, company by company."""
        companies = self.env["res.company"].sudo().search([("active", "=", True)])
        self.env["ir.cron"]._commit_progress(remaining=len(companies))
        for company in companies:
            self._suggest_groups(company)
            if not self.env["ir.cron"]._commit_progress(1):
                break

    def _check_groupable(self):
        """:raise UserError: they are of several companies"""
        if len(self.company_id) > 1:
            raise UserError(self.env._("Feedback of several companies cannot be grouped."))
