"""The front door and the desk: signals as they come in, and as the assessor sees them."""

from schemas.api.intake.detail import CallNote, ConsentState, Contact, MaybeSame, OffersForSignal, SignalDetail
from schemas.api.intake.disclosure import (
    Access,
    AccessList,
    ContactDetails,
    ContactDetailsQuestion,
    DisclosedContact,
    SignallerContact,
    SignallerContactQuestion,
)
from schemas.api.intake.own_file import CodeIn, CodeIssueIn, IssuedCode, Link, LinkIn, MyContactIn, MyFile, Pass, PassIn, WithdrawalIn
from schemas.api.intake.parts import Line, Name, Note, Phone, Postcode
from schemas.api.intake.signals import CaregiverIn, CareRecipientIn, ConsentIn, GroundIn, SafeToContact, SignalIn, Signaller, SignalStatus
from schemas.api.intake.steps import Appointment, AppointmentIn, Assignment, ClosureIn, ConsentsIn, ContactIn, JudgementIn, QuestionIn
from schemas.api.intake.worklist import Worklist, WorklistCounts, WorklistRow

__all__ = [
    "Access",
    "AccessList",
    "Appointment",
    "AppointmentIn",
    "Assignment",
    "CallNote",
    "CareRecipientIn",
    "CaregiverIn",
    "ClosureIn",
    "CodeIn",
    "CodeIssueIn",
    "ConsentIn",
    "ConsentState",
    "ConsentsIn",
    "Contact",
    "ContactDetails",
    "ContactDetailsQuestion",
    "ContactIn",
    "DisclosedContact",
    "GroundIn",
    "IssuedCode",
    "JudgementIn",
    "Line",
    "Link",
    "LinkIn",
    "MaybeSame",
    "MyContactIn",
    "MyFile",
    "Name",
    "Note",
    "OffersForSignal",
    "Pass",
    "PassIn",
    "Phone",
    "Postcode",
    "QuestionIn",
    "SafeToContact",
    "SignalDetail",
    "SignalIn",
    "SignalStatus",
    "Signaller",
    "SignallerContact",
    "SignallerContactQuestion",
    "WithdrawalIn",
    "Worklist",
    "WorklistCounts",
    "WorklistRow",
]
