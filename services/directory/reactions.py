"""At each start the regions' files are brought in."""

from kernel.region_files import region_folder, regions
from services.directory import directory
from services.directory.region import check, region_data
from services.directory.store.loading import bring_in


class RegionIsWrong(RuntimeError):
    """A region's files are not right; `mantelbrug check-region NAME` says the same."""


@directory.starts()
async def read_the_regions() -> None:
    """A wrong file stops the start and says which line: half a directory would send people to the wrong door."""
    for region in regions():
        if problems := check(region_folder(region)):
            raise RegionIsWrong("\n".join([f"{RegionIsWrong.__doc__} ({region})", *map(str, problems)]))
        async with directory.work() as work:
            await bring_in(work, region_data(region))
