"""A region's files: their shape, what is wrong with them, and what is read from them."""

from services.directory.region.checking import Problem, check
from services.directory.region.reading import DemoClient, DemoPerson, RegionData, demo_clients, demo_people, region_data

__all__ = ["DemoClient", "DemoPerson", "Problem", "RegionData", "check", "demo_clients", "demo_people", "region_data"]
