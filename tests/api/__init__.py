"""The HTTP server, from outside."""
