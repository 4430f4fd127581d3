"""Who the prepared tickets of the killed workers belong to."""


def create_team(env, **values):
    """Create a company with a service team; its leader is its only member."""
    company = env["res.company"].create({"name": "Killed"})
    leader = env["res.users"].create(
        {
            "name": "leader",
            "login": "killed_leader",
            "email": "killed_leader@example.com",
            "company_id": company.id,
            "company_ids": company.ids,
            "group_ids": env.ref("crm_service.group_service_team").ids,
        }
    )
    return env["crm.service.team"].create(
        {"name": "Killed", "company_id": company.id, "user_id": leader.id} | values
    )
