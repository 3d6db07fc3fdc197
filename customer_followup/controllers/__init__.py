from . import customer_archive
from . import paper_upload
