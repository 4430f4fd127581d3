"""What happens once, around uninstalling this addon."""

from odoo.addons.crm_customer.hooks import forget_reflections, keep_activities


def uninstall_hook(env):
    """Leave the host as it was found."""
    _forget_approvals(env)
    # settings are kept as parameters that belong to nobody
    env["ir.config_parameter"].search([("key", "=like", "crm_service.%")]).unlink()
    keep_activities(env, "crm_service")
    forget_reflections(env, "crm_service")


def _forget_approvals(env):
    """What was approved of our records goes with them: nobody could read what it was about."""
    approvals = env["crm.approval"].with_context(active_test=False)
    subjects = ("crm.service.ticket", "crm.service.improvement")
    approvals.search([("res_model", "in", subjects)]).unlink()
    rules = env["crm.approval.rule"].with_context(active_test=False)
    rules.search([("kind", "in", ("compensation", "improvement_decision"))]).unlink()
