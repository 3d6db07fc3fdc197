from . import customer_archive
