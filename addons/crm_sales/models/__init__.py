from . import stage_log
from . import cash
from . import discount
from . import collection
from . import contract
from . import purchase_record
from . import chase
