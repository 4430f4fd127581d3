"""What happens once, around installing and uninstalling this addon."""

from odoo.addons.crm_customer.hooks import forget_reflections, keep_activities


def post_init_hook(env):
    """Begin the log of stages with what the host has noted, the pipeline with how it stands."""
    env["crm.sales.stage.log"]._seed()
    env["crm.sales.pipeline.day"]._begin()


def uninstall_hook(env):
    """Leave the host as it was found."""
    keep_activities(env, "crm_sales")
    forget_reflections(env, "crm_sales")
