"""(b) The same rows, written by one hand-written statement per table.

The job's rows are set aside and written back by ``INSERT … SELECT``, into the same
tables with the same indexes, foreign keys and starting state. What the job does
besides is left out in its disfavour: nothing is looked for, planned, numbered or
formatted here, and there is one transaction instead of one per batch. No program
that has to find out what to write can be as fast.
"""

from time import perf_counter

# In the order their foreign keys allow.
TABLES = ("customer_followup", "customer_followup_reason", "mail_activity")


def find(cursor, queries: dict[str, str]) -> dict[str, float]:
    """Return the seconds of each rule's query, run bare: only counted, not kept."""
    seconds = {}
    for name, query in queries.items():
        start = perf_counter()
        cursor.execute(f"SELECT count(*) FROM ({query}) AS due")
        seconds[name] = perf_counter() - start
    return seconds


def set_aside(cursor):
    """Keep a copy of the rows that the job has just written."""
    for table in TABLES:
        cursor.execute(f"DROP TABLE IF EXISTS kept_{table}")
        cursor.execute(f"CREATE TABLE kept_{table} AS SELECT * FROM {table}")
        cursor.execute(f"ANALYZE kept_{table}")


def clear(cursor):
    """Take back what was written, so that everybody starts from the same state."""
    for table in (*reversed(TABLES), "bus_bus"):
        cursor.execute(f"DELETE FROM {table}")
    # what the job keeps of them on the customers
    cursor.execute(
        """
        UPDATE res_partner
           SET customer_next_followup_date = NULL,
               customer_next_followup_user_id = NULL, customer_care_by = NULL
         WHERE customer_next_followup_date IS NOT NULL
        """
    )
    for table in (*TABLES, "bus_bus", "res_partner"):
        cursor.execute(f"VACUUM ANALYZE {table}")


def write(cursor) -> float:
    """Write the kept rows and return how many seconds that took."""
    start = perf_counter()
    cursor.execute("BEGIN")
    for table in TABLES:
        cursor.execute(f"INSERT INTO {table} SELECT * FROM kept_{table}")
    cursor.execute("COMMIT")
    return perf_counter() - start
