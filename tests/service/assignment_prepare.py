"""Run in ``odoo shell`` after ``TICKETS``: tickets of two teams that share a member."""
# ruff: noqa: F821 env is the shell's

from odoo.fields import Command

env["crm.service.team"].search([]).assignment_method = "manual"
env["crm.service.team"].search([]).passes_on = False
calendar = env["resource.calendar"].create(
    {
        "name": "Always",
        "tz": "UTC",
        "company_id": False,
        "attendance_ids": [
            Command.create(
                {
                    "name": "Always",
                    "dayofweek": str(day),
                    "hour_from": 0,
                    "hour_to": 24,
                    "day_period": "morning",
                }
            )
            for day in range(7)
        ],
    }
)
company = env["res.company"].create({"name": "Killed", "resource_calendar_id": calendar.id})
agents = env["res.users"].create(
    [
        {
            "name": f"Killed {number}",
            "login": f"killed_{number}",
            "email": f"killed_{number}@example.com",
            "company_id": company.id,
            "company_ids": company.ids,
            "group_ids": env.ref("crm_service.group_service_own").ids,
        }
        for number in range(5)
    ]
)
teams = env["crm.service.team"].create(
    [
        {
            "name": f"Killed {number}",
            "company_id": company.id,
            "user_id": False,
            "resource_calendar_id": calendar.id,
            "member_ids": [Command.set(members.ids)],
        }
        for number, members in enumerate((agents[:3], agents[2:]))
    ]
)
env["crm.service.ticket"].create(
    [
        {
            "name": f"Killed {number:03}",
            "team_id": teams[number % 2].id,
            "company_id": company.id,
            "priority": str(number % 4),
        }
        for number in range(TICKETS)
    ]
)
teams.assignment_method = "round_robin"
env.cr.commit()
