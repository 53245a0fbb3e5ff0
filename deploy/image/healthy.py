"""What the container's health check runs: exit code 0 when the service answers that it is ready."""

import http.client
import os
import sys


def main() -> int:
    port = int(os.environ.get("MANTELBRUG_PORT", "8000"))
    # HTTPConnection asks no proxy and follows nothing; the service itself answers, on this machine.
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=4)
    try:
        connection.request("GET", "/readyz")
        return 0 if connection.getresponse().status == 200 else 1
    except OSError:
        return 1


if __name__ == "__main__":
    sys.exit(main())
