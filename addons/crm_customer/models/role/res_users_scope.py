from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.role.scope import mates_domain, scope_domain

BOUND = "crm_customer.group_bound"
READ_ALL = "crm_customer.group_read_all"
HIDE_OTHERS = "crm_customer.group_hide_others"
# who keeps the books by a group of the host sees them here as well
BOOKS = ",".join(
    [
        "crm_customer.group_finance",
        "account.group_account_readonly",
        "account.group_account_invoice",
    ]
)
COSTS = f"crm_customer.group_costs,{BOOKS}"
EVERYTHING = [(1, "=", 1)]
CUSTOMER_MOVES = ["out_invoice", "out_refund", "out_receipt"]


def _sql_colleague(partners, alias, _query):
    """Say whether a contact is a colleague, so that an index finds it beside the own ones.

    With a plain condition on the users the database reads all contacts: a subquery below an
    OR is no condition of an index, an array is.
    """
    users = partners.env["res.users"]
    return SQL(
        "%s = ANY(ARRAY(SELECT %s FROM res_users WHERE %s IS NOT TRUE))",
        SQL.identifier(alias, "id"),
        SQL.identifier("res_users", "partner_id", to_flush=users._fields["partner_id"]),
        SQL.identifier("res_users", "share", to_flush=users._fields["share"]),
    )


def _is_colleague(partner):
    return any(not user.share for user in partner.with_context(active_test=False).user_ids)


COLLEAGUES = Domain.custom(to_sql=_sql_colleague, predicate=_is_colleague)


class ResUsers(models.Model):
    """What the record rules ask of a user. Nobody is restricted whom no role binds."""

    _inherit = "res.users"

    def crm_sees_costs(self):
        """Whether the user sees what things cost us."""
        return not self.has_group(BOUND) or self.has_groups(COSTS)

    def crm_sees_books(self):
        """Whether the user sees bank accounts and what else the books hold."""
        return not self.has_group(BOUND) or self.has_groups(BOOKS)

    def crm_mates(self):
        """Return the domain of the users in the sales teams of the user."""
        return mates_domain(self.id)

    def crm_write_scope(self, path):
        """Return the domain of the records that the user may change.

        :param str path: path to the owner of the record, a many2one to ``res.users``
        """
        if not self.has_group(BOUND):
            return EVERYTHING
        return scope_domain(self._crm_level(), self.id, path)

    def crm_read_scope(self, path):
        """Return the domain of the documents that the user may read; see ``crm_write_scope``."""
        if self.has_group(READ_ALL):
            return EVERYTHING
        return self.crm_write_scope(path)

    def crm_customer_scope(self, path):
        """Return the domain of what is told of the customers that the user may read.

        Those of others are readable, unless the setting hides them.

        :param str path: path to the owner of the customer
        """
        if self.has_group(HIDE_OTHERS):
            return self.crm_read_scope(path)
        return EVERYTHING

    def crm_partner_scope(self):
        """Return the domain of the contacts that the user may read: colleagues always."""
        scope = self.crm_customer_scope("crm_owner_id")
        if scope == EVERYTHING:
            return scope
        return COLLEAGUES | Domain(scope)

    def crm_invoice_scope(self, path, kind=None):
        """Return the domain of the invoices, or their lines, that the user may read.

        :param str path: path to the salesperson
        :param str kind: field of the kind of a line; lines of costs are left out
        """
        if self.crm_sees_books():
            return EVERYTHING
        scope = self.crm_read_scope(path)
        if kind and not self.crm_sees_costs():
            return ["&", (kind, "!=", "cogs"), *scope]
        return scope

    def crm_settlement_scope(self):
        """Return the domain of the settlements that the user may read: of readable invoices."""
        if self.crm_sees_books():
            return EVERYTHING
        sides = [
            [
                "&",
                (f"{side}.move_id.move_type", "in", CUSTOMER_MOVES),
                *self.crm_read_scope(f"{side}.move_id.invoice_user_id"),
            ]
            for side in ("debit_move_id", "credit_move_id")
        ]
        return ["|", *sides[0], *sides[1]]

    def _crm_level(self):
        """Return the highest level of the user: ``own``, ``team`` or ``all``."""
        if self.has_group("crm_customer.group_customer_all"):
            return "all"
        return "team" if self.has_group("crm_customer.group_customer_team") else "own"
