from . import stage_log

# isort: split
from . import competitor

# isort: split
from . import review
from . import gate
from . import deal
