"""What happens once, around installing and uninstalling this addon."""

from odoo.addons.crm_customer.hooks import forget_reflections, keep_activities


def post_init_hook(env):
    """Begin the log of stages with what the host has noted, the pipeline with how it stands."""
    env["crm.sales.stage.log"]._seed()
    env["crm.sales.pipeline.day"]._begin()


def uninstall_hook(env):
    """Leave the host as it was found."""
    _forget_approvals(env)
<<<<<<< HEAD
=======
    _forget_cash(env)
>>>>>>> cash
    keep_activities(env, "crm_sales")
    forget_reflections(env, "crm_sales")


def _forget_approvals(env):
<<<<<<< HEAD
    """What was approved of opportunities goes with its rules: nobody could read what it is."""
    kinds = ("sales_deal", "sales_stage_override")
    env["crm.approval"].with_context(active_test=False).search([("kind", "in", kinds)]).unlink()
    rules = env["crm.approval.rule"].with_context(active_test=False)
    rules.search([("kind", "in", kinds)]).unlink()
=======
    """What was approved of discounts and contracts goes: nobody could read what it was about."""
    kinds = ("sale_discount", "sale_contract")
    approvals = env["crm.approval"].with_context(active_test=False)
    approvals.search([("kind", "in", kinds)]).unlink()
    rules = env["crm.approval.rule"].with_context(active_test=False)
    rules.search([("kind", "in", kinds)]).unlink()


def _forget_cash(env):
    """Numbers that companies count for themselves go, and questions keep their customer alone."""
    own = ("crm.sales.contract", "crm.sales.collection")
    env["ir.sequence"].search([("code", "in", own)]).unlink()
    env["crm.request"].search([("res_model", "=", "crm.sales.contract")]).source_ref = False
>>>>>>> cash
