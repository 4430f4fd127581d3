from . import crm_timeline, crm_timeline_interaction, crm_timeline_mail, crm_timeline_sale
