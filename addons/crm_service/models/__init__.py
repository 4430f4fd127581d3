from . import ticket

# isort: split
from . import sla
