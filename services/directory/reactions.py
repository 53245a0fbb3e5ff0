"""At each start the regions' files are brought in."""

from kernel.region_files import regions
from services.directory import directory
from services.directory.region.reading import region_data
from services.directory.store.loading import bring_in


@directory.starts()
async def read_the_regions() -> None:
    for region in regions():
        async with directory.work() as work:
            await bring_in(work, region_data(region))
