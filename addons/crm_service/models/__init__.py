from . import ticket

# isort: split
from . import sla

# isort: split
from . import assignment
