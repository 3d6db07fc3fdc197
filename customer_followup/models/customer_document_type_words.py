from dateutil.relativedelta import relativedelta

from odoo import models

from ..policy.document_names import PaperWords, split_keywords


class CustomerDocumentType(models.Model):
    """What tells a paper by the name of its file."""

    _inherit = "customer.document.type"

    def _get_words(self) -> list[PaperWords]:
        """Return the words that tell each type, in every language that is installed.

        A Chinese file name is understood by whoever works in English, too.
        """
        languages = [code for code, _name in self.env["res.lang"].get_installed()]
        return [
            PaperWords(
                document_type.id,
                tuple(
                    word
                    for language in languages
                    for word in document_type.with_context(lang=language)._list_words()
                ),
            )
            for document_type in self
        ]

    def _list_words(self) -> list[str]:
        words = [self.name, self.code, *split_keywords(self.keywords)]
        return [word for word in words if word]

    def _get_date_expiry(self, date_issue):
        """Return until when a paper of this type is valid, or nothing.

        :param date_issue: the day it was issued, or nothing
        """
        if not self.validity_months or not date_issue:
            return False
        return date_issue + relativedelta(months=self.validity_months, days=-1)
