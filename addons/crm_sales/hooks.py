"""What happens once, around installing and uninstalling this addon."""

from odoo.addons.crm_customer.hooks import forget_reflections, keep_activities

KINDS = (
    "sales_deal",
    "sales_stage_override",
    "sale_discount",
    "sale_contract",
    "sales_plan",
    "sales_campaign",
)


def post_init_hook(env):
    """Begin the log of stages with what the host has noted, the pipeline with how it stands."""
    env["crm.sales.stage.log"]._seed()
    env["crm.sales.pipeline.day"]._begin()


def uninstall_hook(env):
    """Leave the host as it was found."""
    _forget_approvals(env)
    _forget_cash(env)
    _forget_goals(env)
    # settings are kept as parameters that belong to nobody
    env["ir.config_parameter"].search([("key", "=like", "crm_sales.%")]).unlink()
    keep_activities(env, "crm_sales")
    forget_reflections(env, "crm_sales")


def _forget_approvals(env):
    """What was approved goes with its rules: nobody could read what it was about."""
    for model in ("crm.approval", "crm.approval.rule"):
        records = env[model].with_context(active_test=False)
        records.search([("kind", "in", KINDS)]).unlink()


def _forget_cash(env):
    """Numbers that companies count for themselves go, and questions keep their customer alone."""
    own = ("crm.sales.contract", "crm.sales.collection")
    env["ir.sequence"].search([("code", "in", own)]).unlink()
    env["crm.request"].search([("res_model", "=", "crm.sales.contract")]).source_ref = False


def _forget_goals(env):
    """Goals of our KPIs go with them: nothing could be measured any more."""
    known = env["ir.model.data"].search([("module", "=", "crm_sales"), ("model", "=", "crm.kpi")])
    goals = env["crm.kpi.goal"].with_context(active_test=False)
    goals.search([("kpi_id", "in", known.mapped("res_id"))]).unlink()
