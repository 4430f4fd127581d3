from . import crm_costs, stock_move
