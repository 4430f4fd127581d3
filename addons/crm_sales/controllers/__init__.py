from . import lead_form, lead_webhook, mutual_plan
