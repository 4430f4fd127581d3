"""What happens once, around installing and uninstalling this addon."""

from odoo.addons.crm_customer.hooks import forget_reflections, keep_activities


def post_init_hook(env):
    """Begin the log of stages with what the host has noted so far."""
    env["crm.sales.stage.log"]._seed()


def uninstall_hook(env):
    """Leave the host as it was found."""
    _forget_approvals(env)
    keep_activities(env, "crm_sales")
    forget_reflections(env, "crm_sales")


def _forget_approvals(env):
    """What was approved of opportunities goes with its rules: nobody could read what it is."""
    kinds = ("sales_deal", "sales_stage_override")
    env["crm.approval"].with_context(active_test=False).search([("kind", "in", kinds)]).unlink()
    rules = env["crm.approval.rule"].with_context(active_test=False)
    rules.search([("kind", "in", kinds)]).unlink()
