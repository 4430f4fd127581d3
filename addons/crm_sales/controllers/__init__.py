from . import lead_form, lead_webhook
