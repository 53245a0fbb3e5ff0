"""A file in a form: read in memory only, for a paper of someone has no business on the disk of a web server."""

from dataclasses import dataclass
from typing import Final

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from kernel.refusals import BadInput
from services.console.forms import Form

LARGEST: Final = 5 * 1024 * 1024
BODY: Final = LARGEST + 64 * 1024
"""With what stands around it; what is larger does not come in at all."""
FIELDS: Final = 20


class _InMemory(MultiPartParser):
    spool_max_size = BODY


@dataclass(frozen=True)
class Upload:
    form: Form
    name: str = ""
    content: bytes = b""


async def read(request: Request, field: str) -> Upload:
    """The form, and the one file in `field`; none is empty."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return Upload(await Form.of(request))
    try:
        data = await _InMemory(request.headers, request.stream(), max_files=1, max_fields=FIELDS).parse()
    except MultiPartException:
        raise BadInput([]) from None
    typed = {name: (value,) for name, value in data.multi_items() if isinstance(value, str)}
    file = data.get(field)
    content = await file.read() if isinstance(file, UploadFile) else b""
    return Upload(Form(typed), (file.filename or "") if isinstance(file, UploadFile) else "", content)
