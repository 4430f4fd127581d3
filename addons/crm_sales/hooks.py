"""What happens once, around installing and uninstalling this addon."""

from odoo.addons.crm_customer.hooks import forget_reflections, keep_activities


def post_init_hook(env):
    """Begin the log of stages with what the host has noted so far."""
    env["crm.sales.stage.log"]._seed()


def uninstall_hook(env):
    """Leave the host as it was found."""
    _forget_approvals(env)
    _forget_goals(env)
    keep_activities(env, "crm_sales")
    forget_reflections(env, "crm_sales")


def _forget_approvals(env):
    """What was approved of our records goes with them: nobody could read what it was about."""
    approvals = env["crm.approval"].with_context(active_test=False)
    approvals.search([("res_model", "=", "crm.sales.plan")]).unlink()
    rules = env["crm.approval.rule"].with_context(active_test=False)
    rules.search([("kind", "=", "sales_plan")]).unlink()


def _forget_goals(env):
    """Goals of our KPIs go with them: nothing could be measured any more."""
    known = env["ir.model.data"].search([("module", "=", "crm_sales"), ("model", "=", "crm.kpi")])
    goals = env["crm.kpi.goal"].with_context(active_test=False)
    goals.search([("kpi_id", "in", known.mapped("res_id"))]).unlink()
