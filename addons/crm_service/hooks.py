"""What happens once, around uninstalling this addon."""

from odoo.addons.crm_customer.hooks import forget_reflections, keep_activities


def uninstall_hook(env):
    """Leave the host as it was found."""
    keep_activities(env, "crm_service")
    forget_reflections(env, "crm_service")
