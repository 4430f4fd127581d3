from . import ticket

# isort: split
from . import sla

# isort: split
from . import relation

# isort: split
from . import desk

# isort: split
from . import intake

# isort: split
from . import portal, satisfaction

# isort: split
from . import assignment

# isort: split
from . import kpi
