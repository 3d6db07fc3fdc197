from datetime import date
from functools import lru_cache

from babel.dates import format_date

from odoo import api
from odoo.tools.misc import babel_locale_parse, get_lang, posix_to_ldml


def format_day(env: api.Environment, day: date | None) -> str:
    """Return a day the way the reader's language writes it.

    As Odoo's ``format_date``, which reads the rules of the language anew for every day;
    in a list of eighty lines that takes longer than all queries together.
    """
    # the language of a request is known; only a job has to look for one
    code = env.lang
    lang = env["res.lang"]._get_data(code=code) if code else get_lang(env)
    return _format_day(lang.code, lang.date_format, day) if day else ""


@lru_cache(maxsize=10_000)
def _format_day(code: str, pattern: str, day: date) -> str:
    locale = babel_locale_parse(code)
    return format_date(day, posix_to_ldml(pattern, locale=locale), locale)
