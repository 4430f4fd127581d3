"""What happens once, around uninstalling this addon."""

from odoo.addons.crm_customer.hooks import forget_reflections


def uninstall_hook(env):
    """Leave the host as it was found."""
    forget_reflections(env, "crm_service")
