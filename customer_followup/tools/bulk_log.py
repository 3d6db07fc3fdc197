"""Leave a line in the log of many records with one statement."""

from odoo.models import BaseModel
from odoo.tools.mail import generate_tracking_message_id

from .bulk_insert import bulk_insert, reserve_ids


def bulk_log(records: BaseModel, body: str | None = None) -> list[int]:
    """Leave a note in the log of each record, and return the ids of the notes.

    What ``_message_log_batch`` does, for ten thousand at once and with one text.

    :param body: safe HTML; nothing if tracked values are to stand there
    """
    # sudo: an effect of what was done, and nobody's right
    env = records.sudo().env
    author = records.env.user.partner_id
    email = author.email_formatted or None
    numbers = reserve_ids(env["mail.message"], len(records))
    bulk_insert(
        env["mail.message"],
        [
            {"id": number, "res_id": id_}
            for number, id_ in zip(numbers, records.ids, strict=True)
        ],
        {
            "model": records._name,
            "body": body,
            "message_type": "notification",
            "subtype_id": env.ref("mail.mt_note").id,
            "is_internal": True,
            "author_id": author.id,
            "email_from": email,
            "reply_to": email,
            "message_id": generate_tracking_message_id("message-notify"),
            "date": env.cr.now(),
        },
    )
    return numbers
