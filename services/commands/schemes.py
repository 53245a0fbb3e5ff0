"""Check a scheme of waardering, read it in plain Dutch, and try it out on example people before it goes live."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from services.commands.saying import bare, failed, say

if TYPE_CHECKING:
    from services.waardering.domain import Assessment, Scheme
    from services.waardering.schemes import Example

MISSING = 3
app = typer.Typer(help="A scheme of waardering: check it, read it, try it out", no_args_is_help=True)
File = Annotated[Path, typer.Argument(help="A scheme's file, such as deploy/regions/examples/arnhem-mantelzorgcard.yaml")]


@app.command("check")
def check(file: File) -> None:
    """Say everything that is wrong with a scheme, with the line and what would be right; else what it says in plain Dutch.

    Exit code 1 when something is wrong, 3 when there is no such file.

    Example: `mantelbrug scheme check deploy/regions/examples/arnhem-mantelzorgcard.yaml`
    """
    from services.waardering.domain import in_words, remarks

    scheme = _read(file)
    for paragraph in in_words(scheme, _places()):
        bare(paragraph.heading)
        for sentence in paragraph.sentences:
            bare(f"  {sentence}")
    for remark in remarks(scheme):
        bare(f"Let op: {remark}")
    say(f"De regeling {scheme.version} klopt.")


@app.command("try")
def try_out(
    file: File,
    people: Annotated[Path, typer.Argument(help="A file with example people, such as deploy/regions/examples/people/arnhem.yaml")],
    as_json: Annotated[bool, typer.Option("--json", help="For a program to read")] = False,
) -> None:
    """Say for each application what the scheme makes of it: the decision, the amount per payee, each condition and the fact used.

    An example may say what it expects; exit code 1 when one turns out otherwise, or when a file is wrong.

    Example: `mantelbrug scheme try deploy/regions/examples/arnhem-mantelzorgcard.yaml deploy/regions/examples/people/arnhem.yaml`
    """
    from services.waardering.domain import assess
    from services.waardering.schemes import WrongScheme, read_people

    scheme = _read(file)
    try:
        examples = read_people(people)
    except FileNotFoundError:
        failed(f"het bestand {people} is er niet")
        raise typer.Exit(MISSING) from None
    except WrongScheme as error:
        _tell_problems(error, people)
        raise typer.Exit(1) from None
    otherwise = 0
    places = _places()
    found = [assess(scheme, example, places) for example in examples]
    for example, assessment in zip(examples, found, strict=True):
        differs = example.expect.differs(assessment) if example.expect else None
        otherwise += differs is not None
        if as_json:
            bare(json.dumps(_as_json(example, assessment, differs), ensure_ascii=False))
        else:
            _tell(scheme, example, assessment, differs)
    if not as_json:
        _tell_pool(scheme, list(examples), found)
        _tell_sample(scheme, list(examples), found)
        count = f"{len(examples)} {'aanvraag' if len(examples) == 1 else 'aanvragen'} geprobeerd met {scheme.version}"
        say(f"{count}; {otherwise} anders dan verwacht." if otherwise else f"{count}.")
    raise typer.Exit(1 if otherwise else 0)


@app.command("schema")
def schema(
    people: Annotated[bool, typer.Option("--people", help="That of example people instead")] = False,
) -> None:
    """Write the JSON Schema of a scheme's file, for an editor that checks while one types.

    Example: `mantelbrug scheme schema > deploy/regions/scheme.schema.json`
    """
    from services.waardering.schemes.published import published

    bare(published("scheme-people.schema.json" if people else "scheme.schema.json").rstrip("\n"))


def _read(file: Path) -> "Scheme":
    from services.waardering.schemes import WrongScheme, read

    try:
        return read(file)
    except (FileNotFoundError, IsADirectoryError):
        failed(f"het bestand {file} is er niet")
        raise typer.Exit(MISSING) from None
    except WrongScheme as error:
        _tell_problems(error, file)
        raise typer.Exit(1) from None


def _places() -> dict[str, str]:
    """Names of the municipalities of all regions here, by their code."""
    from kernel.region_files import read_region, regions

    found: dict[str, str] = {}
    for region in regions():
        about = read_region(region, "region.yml")
        listed = about.get("municipalities") if isinstance(about, dict) else None
        for one in listed if isinstance(listed, list) else ():
            if isinstance(one, dict):
                found[str(one.get("code"))] = str(one.get("name"))
    return found


def _tell_problems(error: Exception, file: Path) -> None:
    from services.waardering.schemes import WrongScheme

    assert isinstance(error, WrongScheme)
    for problem in error.problems:
        bare(str(problem))
    say(f"{len(error.problems)} {'fout' if len(error.problems) == 1 else 'fouten'} in {file.name}.")


def _tell(scheme: "Scheme", example: "Example", assessment: "Assessment", differs: str | None) -> None:
    from services.waardering.domain.outcomes import DECISIONS, VERDICTS, amount_of, who_decides

    bare(example.name)
    bare(f"  Voorstel: {DECISIONS[assessment.proposal]}. {who_decides(assessment)}")
    for share in assessment.shares:
        bare(f"  {share.caregiver}: {amount_of(share, scheme)}")
    if assessment.how_divided:
        bare(f"  {assessment.how_divided}")
    if assessment.sampled:
        bare(f"  {assessment.sampled.sentence}")
    for judged in assessment.judged:
        about = f"{judged.about}: " if judged.about else ""
        bare(f"    [{VERDICTS[judged.verdict]}] {about}{judged.sentence} ({judged.fact})")
    if differs:
        bare(f"  ANDERS: {differs}")
    bare("")


def _tell_pool(scheme: "Scheme", examples: "list[Example]", found: "list[Assessment]") -> None:
    """What a pool would become if these were all the applications of the year."""
    from services.waardering.domain import Claim, Proposal, pool_split
    from services.waardering.domain.dutch import euros
    from services.waardering.domain.giving import Pool

    claims = [
        Claim(example.application, tuple(share.caregiver for share in one.shares), example.recipient.key if example.recipient else None)
        for example, one in zip(examples, found, strict=True)
        if one.proposal in (Proposal.GRANT, Proposal.PART) and all(share.cents is None for share in one.shares)
    ]
    if not isinstance(scheme.amount, Pool) or not claims:
        return
    result = pool_split(scheme.amount.cents, claims, per=scheme.amount.per, at_most=scheme.amount.most_cents, step=scheme.amount.step_cents)
    bare("Als dit alle aanvragen van het jaar waren:")
    for application, shares in result.shares.items():
        bare(f"  {application}: {', '.join(f'{who} {euros(cents)}' for who, cents in shares.items())}")
    bare(f"  {result.split.rule}")
    bare("")


def _tell_sample(scheme: "Scheme", examples: "list[Example]", found: "list[Assessment]") -> None:
    """Who would be in the sample if these were all the applications of the year, where a fixed number is drawn."""
    from services.waardering.domain import Proposal, sample_of

    checks, granted = scheme.proof.spot_checks, (Proposal.GRANT, Proposal.PART)
    if checks is None or checks.number is None:
        return
    for year in sorted({one.year for one in found}):
        there = [example.application for example, one in zip(examples, found, strict=True) if one.year == year and one.proposal in granted]
        bare(f"Steekproef van {year}, als dit alle aanvragen van het jaar waren: {', '.join(sample_of(checks, year, there)) or 'niemand'}")
    bare("")


def _as_json(example: "Example", assessment: "Assessment", differs: str | None) -> dict[str, object]:
    from dataclasses import asdict

    return {"name": example.name, "differs": differs, **asdict(assessment), "reason": assessment.reason}
