"""Fed to ``odoo shell`` on the host template: switch the host's online services off.

Without a token the host asks none of them, and nothing is uninstalled.
"""

# ruff: noqa: F821
SETTINGS = {"crm.iap.lead.enrich.setting": "manual"}
CRONS = ("mail.ir_cron_module_update_notification", "crm_iap_enrich.ir_cron_lead_enrichment")

for name, value in SETTINGS.items():
    env["ir.config_parameter"].set_param(name, value)
for xmlid in CRONS:
    cron = env.ref(xmlid, raise_if_not_found=False)
    if cron:
        cron.active = False
if "iap.account" in env:
    for service in env["iap.service"].search([]):
        env["iap.account"].get(service.technical_name)
    env["iap.account"].search([]).account_token = False
env.cr.commit()
