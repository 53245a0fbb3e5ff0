"""How waardering says no."""

from kernel.refusals import Conflict, Forbidden, Gone, NotFound, Refused, Stale


class NoSuchScheme(NotFound):
    """There is no such scheme in this region at that moment."""

    in_dutch = "Deze regeling is er niet, of nog niet."


class ChangedMeanwhile(Stale):
    """Someone changed this after you read it."""

    in_dutch = "Een collega heeft dit net veranderd. Kijk eerst wat er nu staat."


class AlreadyDecided(Refused):
    """This application was already decided."""

    in_dutch = "Er is al een beslissing genomen."


class NotDecidedYet(Refused):
    """There is no decision on this application yet."""

    in_dutch = "Er is nog geen beslissing genomen."


class AlreadyEnded(Refused):
    """This was already withdrawn or closed."""

    in_dutch = "Dit is al ingetrokken of afgesloten."


class NothingAsked(Refused):
    """No information was asked, or it was already given."""

    in_dutch = "Er was niets gevraagd, of het is al gegeven."


class BudgetExhausted(Refused):
    """The budget cannot carry this."""

    in_dutch = "Het budget is hiervoor niet genoeg."


class BelowWhatIsSpent(Refused):
    """A budget cannot become less than what is already reserved and committed."""

    in_dutch = "Dit bedrag is lager dan wat al is toegekend of gereserveerd."


class CannotGrant(Refused):
    """A condition is not met or not known; say why it is granted all the same."""

    in_dutch = "Niet aan alle voorwaarden is voldaan. Geef een reden als u toch toekent."


class NotReadyForBatch(Refused):
    """Only what the rules propose to grant in full is granted together with others."""

    in_dutch = "Deze aanvraag vraagt eerst om een blik: niet alles is voldaan of bekend."


class HearFirst(Refused):
    """Who objects is heard before a no, or says that she does not want it (Awb 7:2, 7:3)."""

    in_dutch = "Bied eerst een gesprek (hoorzitting) aan, of leg vast dat die niet gewenst is."


class TooLateToPostpone(Refused):
    """The decision term has already passed; it can no longer be postponed (Awb 4:14)."""

    in_dutch = "De beslistermijn is al voorbij. Uitstellen kan niet meer."


class AlreadyPostponed(Refused):
    """This term was postponed before."""

    in_dutch = "Deze termijn is al een keer verlengd."


class AlreadyPaid(Refused):
    """What was granted has already left the house."""

    in_dutch = "De waardering is al uitbetaald. Intrekken kan hier niet meer."


class InRunNow(Refused):
    """A payment of this waits in a run for approval."""

    in_dutch = "De betaling wacht op goedkeuring in een betaalrun. Laat die eerst goedkeuren of afwijzen."


class NoObjectionHere(Refused):
    """This scheme is a gift and no decision under the law: a complaint is the way."""

    in_dutch = "Deze waardering is een gift. Bezwaar kan niet, een klacht wel."


class NotLateYet(Refused):
    """The decision term has not passed, so there is no default yet."""

    in_dutch = "De beslistermijn is nog niet voorbij."


class BySomeoneElse(Forbidden):
    """Someone else than who did the first step has to do this."""

    in_dutch = "Iemand anders dan wie de eerste stap zette, moet dit doen."


class NothingToPay(Refused):
    """There is nothing to pay in this form."""

    in_dutch = "Er staat niets klaar om te betalen."


class AlreadyApproved(Refused):
    """This run was already approved or rejected."""

    in_dutch = "Over deze betaalronde is al beslist."


class CannotRepeat(Refused):
    """Only a payment that came back can be paid again, and only once."""

    in_dutch = "Alleen een betaling die terugkwam, kan opnieuw. En maar een keer."


class NotToCollect(Refused):
    """This is not waiting to be collected."""

    in_dutch = "Dit ligt niet klaar om op te halen."


class AlreadyCollected(Conflict):
    """This was already handed over."""

    in_dutch = "Dit is al uitgereikt."


class TooLateToUndo(Refused):
    """Only what was handed over in the last quarter of an hour can be taken back."""

    in_dutch = "Terugdraaien kan tot een kwartier na het uitreiken. Daarna niet meer."


class NothingToHandOut(Refused):
    """Nothing lies ready in these forms."""

    in_dutch = "Er ligt niets klaar om uit te reiken."


class SeveralSuppliers(Refused):
    """Each supplier has a run of its own; say which."""

    in_dutch = "Er zijn meer leveranciers. Kies er een; elke leverancier krijgt een eigen lijst."


class NoAccountOfOurs(Refused):
    """This region names no account to pay from."""

    in_dutch = "Er is geen rekening ingesteld om van te betalen."


class NotAPool(Refused):
    """This scheme divides no pool."""

    in_dutch = "Deze regeling verdeelt geen budget achteraf."


class PoolNotReady(Refused):
    """The pool can be divided when its window has closed and every application and objection is decided."""

    in_dutch = "De aanvraagperiode is nog open, of er zijn nog aanvragen of bezwaren zonder beslissing."


class AlreadyDivided(Conflict):
    """This pool was already divided; that is done once."""

    in_dutch = "Dit budget is al verdeeld."


class Infected(Refused):
    """A virus scanner found something in this paper; it is not kept."""

    status = 422
    in_dutch = "In dit bestand zit een virus. Wij hebben het niet bewaard. Maak een nieuwe foto of scan en probeer het nog eens."


class NoSuchKind(Refused):
    """A paper is a PDF, a JPEG or a PNG, whatever it is called."""

    status = 422
    in_dutch = "Dit bestand kunnen wij niet lezen. Stuur een PDF of een foto (JPG of PNG)."


class PaperTooLarge(Refused):
    """A paper is at most 5 MB."""

    status = 422
    in_dutch = "Dit bestand is te groot. Hooguit 5 MB kan. Maak een kleinere foto of scan."


class EnoughPapers(Refused):
    """There are as many papers as one application may have."""

    in_dutch = "Er zijn al tien bestanden. Meer kan niet. Bel ons als er iets ontbreekt."


class NoPapersAsked(Refused):
    """Nothing has to be handed in for this application now."""

    in_dutch = "Voor deze aanvraag hoeft u nu niets op te sturen."


class CodeNoMore(Gone):
    """This code was handed over or called back, or its owner was erased."""

    in_dutch = "Deze code is er niet meer. U kreeg hem al op een andere manier, of hij is ingetrokken. Bel ons gerust."


class NoEmailKnown(Conflict):
    """Who applied gave no e-mail address."""

    in_dutch = "Wij hebben geen e-mailadres van u. Schrijf de link op, of druk deze pagina af."


class PersonErased(Gone):
    """This person's data were erased."""

    in_dutch = "Deze gegevens zijn gewist."


class NoSuchCampaign(NotFound):
    """There is no such campaign of your organisation."""

    in_dutch = "Deze uitnodigingsronde is er niet."


class CampaignThere(Conflict):
    """This scheme and year have a campaign already; nobody is invited twice."""

    in_dutch = "Voor deze regeling en dit jaar is er al een uitnodigingsronde."


class InvitesNobody(Refused):
    """By its own words this scheme sends no invitations."""

    in_dutch = "Deze regeling stuurt geen uitnodigingen."


class CampaignOver(Refused):
    """This campaign is over, or is not at the step that this goes on from."""

    in_dutch = "Dat kan niet meer: deze uitnodigingsronde is al verder."


class CampaignStandsStill(Conflict):
    """This campaign stands still; what waits goes when it goes on."""

    in_dutch = "Deze uitnodigingsronde staat stil. Kies eerst: Ga verder."


class ChoiceStands(Conflict):
    """Who has died, or asked to be erased, is not written to, whatever is said later."""

    in_dutch = "Deze persoon is overleden of vroeg om alles te wissen. Er gaat geen uitnodiging meer heen."


class NoInvitation(NotFound):
    """There is no such invitation, or it no longer holds."""

    in_dutch = "Deze link werkt niet meer."


class NoLetterOfThis(Conflict):
    """No letter follows from this."""

    in_dutch = "Hier hoort geen brief bij."


class NothingToPrint(Conflict):
    """No letter waits to be printed."""

    in_dutch = "Er zijn geen brieven om te printen."


class AlreadyPosted(Conflict):
    """This batch was already posted."""

    in_dutch = "Deze stapel is al op de post gedaan."


class NotYetMade(Conflict):
    """This letter is still on its way, or cannot go on paper."""

    in_dutch = "Deze brief kan nu niet op papier. Kijk of er een adres bekend is."
