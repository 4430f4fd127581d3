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

# isort: split
from . import nps

# isort: split
from . import effort
from . import improvement
from . import knowledge

# isort: split
from . import replay

# isort: split
from . import roster

# isort: split
from . import quality
