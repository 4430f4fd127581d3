from .sample import margin_of_error, sample_size
from .strength import Evidence, grade
