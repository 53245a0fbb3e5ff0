"""Who someone is to us, and why she reads."""

from schemas.labels.shape import Labels
from schemas.words import Purpose, Role

LABELS: Labels = {
    Role: {
        Role.SIGNALLER: "Melder",
        Role.ASSESSOR: "Beoordelaar",
        Role.COORDINATOR: "Coördinator",
        Role.PROVIDER: "Aanbieder",
        Role.WAARDERING_OFFICER: "Medewerker waardering",
        Role.PAYER: "Medewerker betalingen",
        Role.ANALYST: "Onderzoeker cijfers",
        Role.PRIVACY_OFFICER: "Functionaris gegevens",
        Role.ADMINISTRATOR: "Beheerder",
        Role.CAREGIVER: "Wie zorgt, met een eigen link",
        Role.PUBLIC_DOOR: "Aanmeldformulier",
        Role.SERVICE: "Mantelbrug zelf",
    },
    Purpose: {
        Purpose.SIGNAL: "Signaal ontvangen",
        Purpose.TRIAGE: "Beoordelen welke hulp past",
        Purpose.SUPPORT: "Helpen",
        Purpose.HANDOVER: "Kennismaken",
        Purpose.MESSAGES: "Bericht sturen",
        Purpose.OWN_FILE: "Eigen gegevens bekijken",
        Purpose.OVERSIGHT: "Toezicht",
        Purpose.FIGURES: "Tellen, zonder namen",
        Purpose.OPERATION: "Het systeem laten werken",
        Purpose.WAARDERING: "Waardering beoordelen en uitkeren",
    },
}
