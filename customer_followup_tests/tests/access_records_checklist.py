"""How the dialogs of missing papers are made, for the access matrix."""

DIALOG = "customer.dossier.checklist"


class AccessChecklistRecords:
    """Dialogs of the user and of a colleague, for customers each looks after."""

    def get_customer_dossier_checklist_values(self, user):
        customer = self.create_customer("User's", user, user_id=user.id)
        return {
            "mine": {"partner_id": customer.id},
            "theirs": {"partner_id": customer.id},
        }

    def get_customer_dossier_checklist_line_values(self, user):
        vals = self.get_customer_dossier_checklist_values(user)
        file = self.env["ir.attachment"].with_user(user).sudo()
        return {
            scope: {
                "checklist_id": self.create_dialog(DIALOG, scope, user, vals[scope]).id,
                "attachment_id": file.create({"name": "a.pdf", "raw": b"%PDF-"}).id,
            }
            for scope in vals
        }

    def create_dialog(self, model, scope, user, vals):
        """Return a dialog as if it had been opened, by whoever may not open it."""
        record = self.env[model].create(dict(vals))
        opened_by = user if scope == "mine" else self.colleague
        self.env.cr.execute(
            f"UPDATE {record._table} SET create_uid = %s WHERE id = %s",
            [opened_by.id, record.id],
        )
        record.invalidate_recordset()
        return record
