from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policy.document_files import clean_file_name
from ..policy.portal_case import find_file_problem, read_kinds

MEGABYTE = 1024 * 1024


class ResCompany(models.Model):
    """How much customers may hand in through the portal."""

    _inherit = "res.company"

    customer_portal_hourly_limit = fields.Integer(
        "Cases per Hour",
        default=20,
        help="So many cases a customer may register in the portal within an hour. 0: "
        "no limit.",
    )
    customer_portal_max_files = fields.Integer(
        "Files per Case", default=5, help="Handed in with a case in the portal."
    )
    customer_portal_max_mb = fields.Integer(
        "Largest File (MB)", default=10, help="Of each file."
    )
    customer_portal_file_kinds = fields.Char(
        "Kinds of Files",
        default="pdf, jpg, png, webp, heic, docx, xlsx",
        help="By the ending of their names. Only kinds that no browser runs are taken.",
    )

    _customer_portal_hourly_range = models.Constraint(
        "CHECK (customer_portal_hourly_limit BETWEEN 0 AND 1000)",
        "A customer registers 0 to 1000 cases in an hour.",
    )
    _customer_portal_files_range = models.Constraint(
        "CHECK (customer_portal_max_files BETWEEN 0 AND 20)",
        "A case is handed in with 0 to 20 files.",
    )
    _customer_portal_mb_range = models.Constraint(
        "CHECK (customer_portal_max_mb BETWEEN 1 AND 25)",
        "A file that is handed in has 1 to 25 MB at most.",
    )

    @api.constrains("customer_portal_file_kinds")
    def _check_portal_file_kinds(self):
        for company in self:
            words = (company.customer_portal_file_kinds or "").replace(",", " ").split()
            if unknown := [word for word in words if not read_kinds(word)]:
                raise ValidationError(
                    self.env._(
                        "Files of the kind %(kind)s are not taken, as a browser might "
                        "run them, or nobody could check them.",
                        kind=unknown[0],
                    )
                )

    def _find_customer_file_problem(self, files: list[tuple[str, bytes]]) -> str:
        """Return what is wrong with the files of a case, in words; empty if nothing.

        :param files: names and contents
        """
        if len(files) > self.customer_portal_max_files:
            return self.env._(
                "Please choose at most %(count)s files.",
                count=self.customer_portal_max_files,
            )
        kinds = read_kinds(self.customer_portal_file_kinds)
        largest = self.customer_portal_max_mb * MEGABYTE
        for name, content in files:
            if problem := find_file_problem(name, content, kinds, largest):
                return self._explain_file_problem(clean_file_name(name), problem)
        return ""

    def _explain_file_problem(self, name: str, problem: str) -> str:
        words = {
            "empty": self.env._(
                "%(file)s is empty. Please choose it again.", file=name
            ),
            "large": self.env._(
                "%(file)s is larger than %(size)s MB.",
                file=name,
                size=self.customer_portal_max_mb,
            ),
            "kind": self.env._(
                "%(file)s cannot be taken. Please send one of: %(kinds)s.",
                file=name,
                kinds=", ".join(sorted(read_kinds(self.customer_portal_file_kinds))),
            ),
            "content": self.env._(
                "%(file)s is damaged, or not what its name says. Please save it again.",
                file=name,
            ),
        }
        return words[problem]
