"""What may never happen, whatever sequence of steps people take (G1, G2, G3, G4)."""

from odoo.addons.customer_followup.policy.approval import Signature, decide_signature

REQUEST = "customer.credit.request"


class ApprovalWorldChecks:
    """Reads the database itself, and compares it with what it was a step before."""

    def read_terms(self):
        """Return limit and term by customer and company, as they are stored.

        A contact follows its customer, so only customers are looked at.
        """
        self.env.flush_all()
        self.env.cr.execute(
            """
            SELECT partner.id, company.id,
                   coalesce((partner.credit_limit->>company.key)::float, 0),
                   (partner.property_payment_term_id->>company.key)::int
              FROM res_partner AS partner,
                   (SELECT id, id::text AS key FROM unnest(%s) AS id) AS company
             WHERE partner.commercial_partner_id = partner.id
               AND (partner.credit_limit ? company.key
                    OR partner.property_payment_term_id ? company.key)
            """,
            [[company.id for company in self.companies]],
        )
        rows = self.env.cr.fetchall()
        return {row[:2]: row[2:] for row in rows if row[2:] != (0, None)}

    def read_log(self):
        """Return the lines of the log of both companies, by id."""
        self.env.cr.execute(
            "SELECT id, md5(entry::text) FROM customer_approval_entry AS entry"
            " WHERE company_id = ANY(%s) ORDER BY id",
            [[company.id for company in self.companies]],
        )
        return dict(self.env.cr.fetchall())

    def check(self):
        """Check what holds after every step."""
        self.env.invalidate_all()
        log, terms = self.read_log(), self.read_terms()
        self.case.assertLessEqual(self.log.items(), log.items(), "the log only grows")
        new = self.env["customer.approval.entry"].browse(log.keys() - self.log.keys())
        for key in {
            key
            for key in terms.keys() | self.terms.keys()
            if terms.get(key) != self.terms.get(key)
        }:
            self.check_was_signed(key, terms.get(key, (0, None)), new)
        for request in self.requests:
            if request.state == "submitted":
                self.check_is_not_stuck(request)
        self.log, self.terms = log, terms

    def check_was_signed(self, key, terms, new):
        """Terms follow from three signatures by three people, none of them involved."""
        done = new.filtered(
            lambda entry: (
                entry.res_model == REQUEST and entry.action in ("applied", "reverted")
            )
        )
        what = f"{self.steps[-3:]}: {key} has {terms}; logged: {new.mapped('action')}"
        self.case.assertEqual(len(done), 1, what)
        request = self.env[REQUEST].browse(done.res_id)
        self.case.assertEqual((request.partner_id.id, request.company_id.id), key)
        own = request.sudo().approval_entry_ids
        submitted = own.filtered(lambda entry: entry.action == "submitted")[-1]
        last = own.filtered(lambda entry: entry.id > submitted.id)
        signed = last.filtered(lambda entry: entry.action == "approved")
        names = signed.user_id | signed.on_behalf_of_id
        self.case.assertEqual(len(signed), 3)
        self.case.assertEqual(signed.step_id, request._get_steps())
        self.case.assertEqual(
            len(names), len(signed) + len(signed.filtered("on_behalf_of_id"))
        )
        self.case.assertFalse(set(names.ids) & self.involved[request.id])
        prefix = "requested" if done.action == "applied" else "current"
        wanted = submitted["values"]
        self.counts[done.action] += 1
        self.case.assertEqual(
            terms, (wanted[f"{prefix}_limit"], wanted[f"{prefix}_term_id"] or None)
        )

    def check_is_not_stuck(self, request):
        """A request waits for those who can sign it, or is marked as a dead end."""
        step = request.sudo()._get_open_step()
        self.case.assertEqual(len(step), 1)
        facts = request.sudo()._get_approval_facts()
        missing = set(step._get_missing_users().ids)
        able = {
            user.id
            for user in self.people
            if isinstance(decide_signature(user.id, missing, facts), Signature)
        }
        self.case.assertEqual(set(step.signer_ids.ids) & self.case.people_ids, able)
        self.case.assertTrue(able or request.approval_is_blocked, request.name)
        self.case.assertFalse(able & self.involved[request.id])
