"""Every page that a person sees. Hears nothing, tells nothing; asks the other services on behalf of who looks."""

from kernel.service import Service

console = Service("console")
