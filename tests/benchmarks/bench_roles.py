"""The list of customers as a representative opens it, beside the same list unrestricted.

The representative owns one customer of a hundred. With *others readable* the rules add
nothing to reading; with *others hidden* the page is found among the owned and the unowned.
"""

from .filling import fill
from .harness import Case
from .pages import CUSTOMER, HOST_FIELDS, SIZES, check_plan, open_page

FIELDS = [*HOST_FIELDS, "crm_code", "crm_level_id", "crm_lifecycle", "crm_revenue_12m"]
ROLES = ["crm_customer.role_sales_rep", "base.group_allow_export"]
LOGIN = "bench_rep"


def as_representative(bench, *groups):
    """Return the customers as a representative sees them, who is made at the first call."""
    users = bench.env["res.users"].with_context(no_reset_password=True)
    rep = users.search([("login", "=", LOGIN)]) or users.create(
        {"name": "Bench Representative", "login": LOGIN}
    )
    rep.group_ids = bench.env.ref("base.group_user").union(
        *(bench.env.ref(name) for name in (*ROLES, *groups))
    )
    bench.cr.execute(
        "UPDATE res_partner SET user_id = %(rep)s, crm_owner_id = %(rep)s"
        " WHERE crm_code IS NOT NULL AND id %% 100 = 0 AND crm_owner_id IS DISTINCT FROM %(rep)s",
        {"rep": rep.id},
    )
    bench.env.invalidate_all()
    return bench.env["res.partner"].with_user(rep)


def _register(title, *groups):
    case = Case(f"list of customers, a representative, {title}", sizes=SIZES, unit="rows")

    @case.prepare
    def _prepare(bench, size):
        fill(bench, size)
        partners = as_representative(bench, *groups)
        bench.commit()
        bench.cr.execute("ANALYZE res_partner")
        check_plan(partners, CUSTOMER)
        return partners.env.uid

    def page(bench, uid):
        open_page(bench.env["res.partner"].with_user(uid), CUSTOMER, FIELDS)

    case.suite(page)
    case.peer(lambda bench, uid: page(bench, bench.env.ref("base.user_admin").id))


_register("others readable")
_register("others hidden", "crm_customer.group_hide_others")
