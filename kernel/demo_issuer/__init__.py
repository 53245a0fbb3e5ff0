"""An OpenID provider for a house without one: demo people choose who they are, systems have a known secret, the JWTs are real.

It answers only on the machine itself: another Host than 127.0.0.1 or localhost, or any forwarded header, is refused.
"""

from kernel.demo_issuer.app import demo_issuer_app
from kernel.demo_issuer.issuer import DemoClient, DemoIssuer, DemoPerson, LoginQuestion

__all__ = ["DemoClient", "DemoIssuer", "DemoPerson", "LoginQuestion", "demo_issuer_app"]
