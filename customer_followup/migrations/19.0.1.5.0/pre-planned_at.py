def migrate(cr, version):
    """Make the column here, or Odoo counts the contact hours of years of follow-ups."""
    cr.execute(
        "ALTER TABLE customer_followup ADD COLUMN IF NOT EXISTS planned_at timestamp"
    )
