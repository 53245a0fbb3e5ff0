"""An order to the bank is not yet money on an account: only what the bank reported is shown as paid."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest

from schemas.api.waardering import Payment
from schemas.api.waardering.own import OwnPayment
from schemas.base import ApplicationId, PaymentId, PersonId
from schemas.words import PaymentReturn, PaymentState, WaarderingForm
from services.console.views import paying, waardering_own

ONE = UUID("7c9e6679-7425-50de-944b-e07fc1f90ae7")
AT = datetime(2027, 3, 2, 9, tzinfo=UTC)


def payment(state: PaymentState, **more: object) -> Payment:
    known: dict[str, object] = {
        "id": PaymentId(ONE),
        "application_id": ApplicationId(ONE),
        "person_id": PersonId(ONE),
        "form": WaarderingForm.MONEY,
        "cents": 5000,
        "state": state,
    }
    return Payment.model_validate(known | more)


def test_what_was_ordered_is_on_its_way_and_what_the_bank_confirmed_is_done() -> None:
    ordered, confirmed = paying.row(payment(PaymentState.SENT)), paying.row(payment(PaymentState.SENT, confirmed_at=AT))

    assert (ordered.state, ordered.kind) == ("Opdracht gegeven", "accent")
    assert (confirmed.state, confirmed.kind) == ("Betaald volgens de bank", "good")


def test_what_came_back_after_it_was_confirmed_is_not_paid() -> None:
    told = paying.row(payment(PaymentState.RETURNED, confirmed_at=AT, returned=PaymentReturn.CLOSED_ACCOUNT))

    assert (told.state, told.kind, told.more) == ("Teruggekomen", "late", "Rekening is opgeheven")


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (OwnPayment(form=WaarderingForm.MONEY, cents=5000, state=PaymentState.SENT), "is doorgegeven aan de bank"),
        (OwnPayment(form=WaarderingForm.MONEY, cents=5000, state=PaymentState.SENT, confirmed=True), "is betaald."),
        (OwnPayment(form=WaarderingForm.VOUCHER, cents=2500, state=PaymentState.SENT), "is onderweg."),
        (OwnPayment(form=WaarderingForm.MONEY, cents=5000, state=PaymentState.RETURNED, repeated=True), "Wij betalen het opnieuw."),
        (
            OwnPayment(form=WaarderingForm.MONEY, cents=5000, state=PaymentState.RETURNED, account_of=PaymentId(ONE)),
            "Geef hier het goede rekeningnummer.",
        ),
        (
            OwnPayment(form=WaarderingForm.MONEY, cents=5000, state=PaymentState.RETURNED, account_of=PaymentId(ONE), account_given=True),
            "Wij hebben uw nieuwe rekeningnummer",
        ),
    ],
)
def test_she_reads_what_is_true_at_that_moment(told: OwnPayment, says: str) -> None:
    assert says in waardering_own.paid(told).text
