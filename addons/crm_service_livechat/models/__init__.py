from . import crm_service_ticket, discuss_channel, im_livechat_channel, res_users
