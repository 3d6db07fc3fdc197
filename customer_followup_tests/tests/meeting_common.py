"""What the tests of appointments share: a customer, a person there, a meeting."""

from datetime import date, datetime, timedelta

from .common import FollowupMixin

WEDNESDAY = date(2026, 3, 4)
WEDNESDAY_TEN = datetime(2026, 3, 4, 2)  # ten o'clock in Shanghai
THURSDAY_THREE = datetime(2026, 3, 5, 7)
HOUR = timedelta(hours=1)


class MeetingMixin(FollowupMixin):
    """Agrees on times with the customer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contact = cls.create_contact(cls.customer)
        cls.followup = cls.create_followup(contact_id=cls.contact.id)

    @classmethod
    def agree(cls, start=WEDNESDAY_TEN, followup=None, user=None):
        """Agree on a time as the specialist, and return the meeting."""
        followup = (followup or cls.followup).with_user(user or cls.specialist)
        followup = followup.with_context(lang="en_US")
        followup.action_schedule(start=start, duration=1.5)
        return followup.meeting_id.with_context(lang="en_US")

    @classmethod
    def log_of(cls, followup):
        """Return the whole log as one text."""
        return " ".join(followup.message_ids.mapped("body"))
