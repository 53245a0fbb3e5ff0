"""The resources that services show each other and the world over HTTP: camelCase JSON, unknown fields refused."""
