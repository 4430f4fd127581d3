"""What happens once, around installing and uninstalling this addon."""

from odoo.tools import sql


def pre_init_hook(env):
    """Create our columns on host tables empty, so that installing computes nothing."""
    sql.create_column(env.cr, "res_partner", "crm_search", "text")
    sql.create_column(env.cr, "res_partner", "crm_uscc", "varchar")


def post_init_hook(env):
    """Start the background work that fills what ``pre_init_hook`` left empty."""
    env["res.company"].search([])._crm_create_code_sequence()
    env["crm.customer.profile"]._queue_all()
    env["crm.workday"]._load_for_china()
    env.ref("crm_customer.res_partner_cron_fill_search")._trigger()


def uninstall_hook(env):
    """Leave the host as it was found."""
    sequences = env["ir.sequence"].with_context(active_test=False)
    sequences.search([("code", "=", "crm.customer.code")]).unlink()
