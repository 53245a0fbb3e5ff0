"""Knows who offers what, who works where and how much room there is; puts offers in order for a request. Hears and tells nothing."""

from kernel.service import Service

directory = Service("directory")
