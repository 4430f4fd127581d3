"""What happens once, around installing and uninstalling this addon."""

from odoo.tools import sql


def pre_init_hook(env):
    """Create our columns on host tables empty, so that installing computes nothing."""
    sql.create_column(env.cr, "res_partner", "crm_search", "text")
    sql.create_column(env.cr, "res_partner", "crm_uscc", "varchar")
    _fill_owners(env)


def _fill_owners(env):
    """Give contacts the owner of their company, in one statement: rules ask for it at once."""
    sql.create_column(env.cr, "res_partner", "crm_owner_id", "int4")
    env.cr.execute(
        """
        UPDATE res_partner AS partner SET crm_owner_id = customer.user_id
          FROM res_partner AS customer
         WHERE customer.id = partner.commercial_partner_id
           AND customer.user_id IS NOT NULL
        """
    )


def post_init_hook(env):
    """Start the background work that fills what ``pre_init_hook`` left empty."""
    env["res.company"].search([])._crm_create_code_sequence()
    env["crm.customer.profile"]._queue_all()
    env["crm.workday"]._load_for_china()
    env.ref("crm_customer.res_partner_cron_fill_search")._trigger()
    env.cr.execute("ANALYZE res_partner")  # the planner knows nothing of the new indexes


def uninstall_hook(env):
    """Leave the host as it was found."""
    sequences = env["ir.sequence"].with_context(active_test=False)
    sequences.search([("code", "=", "crm.customer.code")]).unlink()
    # settings are kept as parameters that belong to nobody
    env["ir.config_parameter"].search([("key", "=like", "crm_customer.%")]).unlink()
    keep_activities(env, "crm_customer")
    forget_reflections(env, "crm_customer")


def keep_activities(env, module):
    """Give the activities of the types of ``module``, also done ones, a type that stays.

    The host does so for open ones alone, and then cannot delete the type.
    """
    own_types = env["ir.model.data"].search(
        [("module", "=", module), ("model", "=", "mail.activity.type")]
    )
    activities = env["mail.activity"].with_context(active_test=False)
    activities.search([("activity_type_id", "in", own_types.mapped("res_id"))]).write(
        {"activity_type_id": env.ref("mail.mail_activity_data_todo").id}
    )


def forget_reflections(env, module):
    """Remove what the host notes about the models and columns of ``module``, and would leave.

    That is the foreign keys on its own tables, and the names that other addons gave to
    what our models inherit, and what models of the host inherit by ``module`` alone.
    """
    keys = env["ir.model.constraint"].search([("module.name", "=", module), ("type", "=", "f")])
    keys.unlink()
    ours = [name for name, model in env.registry.items() if model._original_module == module]
    _forget_names(env, env["ir.model.inherit"].search([("model_id.model", "in", ours)]), module)
    values = env["ir.model.fields.selection"].search([("field_id.model", "in", ours)])
    _forget_names(env, values, module)
    for name in env.registry.keys() - ours:
        if parents := _parents_given_by(env, name, module):
            _forget_parents(env, name, parents, module)


def _forget_parents(env, name, parents, module):
    """Remove the names that others gave to what a model of the host has from ``parents``."""
    given = [("model_id.model", "=", name), ("parent_id.model", "in", parents)]
    _forget_names(env, env["ir.model.inherit"].search(given), module)
    fields = {field for parent in parents for field in env[parent]._fields}
    values = [("field_id.model", "=", name), ("field_id.name", "in", sorted(fields))]
    _forget_names(env, env["ir.model.fields.selection"].search(values), module)


def _parents_given_by(env, name, module):
    """Return what the model ``name`` inherits because ``module`` alone says so."""
    given, others = set(), {name}
    for definition in env.registry[name]._model_classes__:
        if getattr(definition, "_name", None) == name:
            (given if definition._module == module else others).update(definition._inherit)
    return sorted(given - others)


def _forget_names(env, records, module):
    """Remove the names that other addons than ``module`` gave to ``records``."""
    env["ir.model.data"].search(
        [
            ("model", "=", records._name),
            ("res_id", "in", records.ids),
            ("module", "!=", module),
        ]
    ).unlink()
