"""Hands a mail to the mail server, and tells apart a refused address from a server that is away."""

from email.message import EmailMessage

import aiosmtplib

from kernel.refusals import Unavailable
from services.notifications.settings import SmtpSettings


class Undeliverable(Exception):
    """The server refuses this address or this mail for good."""


class TryLater(Exception):
    """The server does not take this mail now."""


async def send(message: EmailMessage, settings: SmtpSettings) -> None:
    if settings.host is None:
        raise Unavailable("no mail server is set: MANTELBRUG_SMTP_HOST")
    try:
        await aiosmtplib.send(
            message,
            hostname=settings.host,
            port=settings.port,
            username=settings.user,
            password=settings.secret(),
            use_tls=settings.security == "tls",
            start_tls=settings.security == "starttls",
            timeout=settings.timeout,
        )
    except aiosmtplib.SMTPRecipientsRefused as refused:
        raise _judged([one.code for one in refused.recipients]) from None
    except aiosmtplib.SMTPDataError as refused:
        raise _judged([refused.code]) from None
    except aiosmtplib.SMTPSenderRefused as refused:
        # The fault is ours, not the address's: it stays ours until someone mends it.
        raise TryLater(f"sender refused: {refused.code}") from None
    except aiosmtplib.SMTPException as away:
        # Texts of the server may hold addresses: only what kind of failure it was goes on.
        raise Unavailable(type(away).__name__) from None


def _judged(codes: list[int]) -> Exception:
    if codes and all(500 <= code < 600 for code in codes):
        return Undeliverable(str(codes[0]))
    return TryLater(str(codes[0]) if codes else "refused")
