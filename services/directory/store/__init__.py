"""SQL for the directory: bringing in the region's files, and looking things up."""
