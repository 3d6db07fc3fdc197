"""Let a job work record by record, as scheduled actions of Odoo 19 should."""

import logging
from collections.abc import Callable

from psycopg2 import OperationalError

from odoo.models import BaseModel

_logger = logging.getLogger(__name__)


def for_each_record(
    records: BaseModel,
    work: Callable[[BaseModel], None],
    report: Callable[[BaseModel, Exception], None] | None = None,
) -> int:
    """Do ``work`` for each record in a transaction of its own.

    A record that somebody else is saving is left to the next run. One that fails is
    logged with its id and stops nobody else. The job ends early when its time is up,
    and asks to be called again soon.

    :param report: keeps the error on the record that failed, so that somebody is told
        and it is not tried again every night
    :return: number of records that failed
    """
    cron = records.env["ir.cron"]
    failed = 0
    time_left = cron._commit_progress(remaining=len(records))
    for record in records:
        if not time_left:
            break
        try:
            with records.env.cr.savepoint():
                if record.try_lock_for_update(allow_referencing=True):
                    work(record)
        except OperationalError:  # somebody else was faster: the next run does it
            failed += 1
            _logger.warning("%s was left to the next run", record, exc_info=True)
        except Exception as error:
            failed += 1
            _logger.exception("%s was left out", record)
            if report:
                _try_to_report(record, error, report)
        time_left = cron._commit_progress(1)
    return failed


def _try_to_report(record, error, report):
    try:
        with record.env.cr.savepoint():
            report(record, error)
    except Exception:
        _logger.exception("Nobody could be told that %s was left out", record)
