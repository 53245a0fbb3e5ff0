import json
import logging
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from kernel import logs
from kernel.http.paging import cursor_of, read_cursor
from kernel.refusals import BadInput
from kernel.security.csrf import Csrf, NotOurForm, check_origin

CSRF = Csrf(b"k" * 32)


def posted(method: str = "POST", **headers: str) -> Request:
    given = {"host": "house.test", "origin": "http://house.test"} | {name.replace("_", "-"): value for name, value in headers.items()}
    return Request({"type": "http", "method": method, "headers": [(n.encode(), v.encode()) for n, v in given.items() if v]})


def test_a_form_of_our_own_page_is_taken():
    CSRF.check(posted(), session="s1", token=CSRF.token("s1"))
    CSRF.check(posted(x_csrf_token=CSRF.token("s1")), session="s1", token=None)

    assert CSRF.token("s1") != CSRF.token("s1")


@pytest.mark.parametrize(
    "token",
    [None, "", "zz", "00" * 40, CSRF.token("another"), Csrf(b"x" * 32).token("s1")],
    ids=["none", "empty", "not hex", "zeros", "of another session", "of another key"],
)
def test_a_form_without_this_sessions_token_is_refused(token):
    with pytest.raises(NotOurForm):
        CSRF.check(posted(), session="s1", token=token)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "", "referer": "https://evil.example/house.test"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
    ],
    ids=str,
)
def test_a_form_from_elsewhere_is_refused_even_with_the_token(headers):
    with pytest.raises(NotOurForm):
        CSRF.check(posted(**headers), session="s1", token=CSRF.token("s1"))


def test_looking_needs_no_origin_and_a_referer_of_ours_is_enough():
    check_origin(posted("GET", origin="https://evil.example"))
    check_origin(posted(origin="", referer="http://house.test/werklijst"))
    check_origin(posted(origin="", sec_fetch_site="same-origin"))
    check_origin(posted(origin="null", sec_fetch_site="same-origin"))


@given(st.text(max_size=50), st.integers(), st.none() | st.integers())
def test_a_cursor_gives_back_what_it_was_made_of(text, number, perhaps):
    assert read_cursor(cursor_of(text, number, perhaps), str, int, int) == (text, number, perhaps)


@pytest.mark.parametrize(
    "cursor", ["", "x", "é", "W10", cursor_of("a"), cursor_of("a", "b"), cursor_of(1, 2), cursor_of("a", 1, 2), "A" * 600]
)
def test_a_cursor_that_we_did_not_make_is_bad_input(cursor):
    with pytest.raises(BadInput):
        read_cursor(cursor, str, int)


def line(**given: object) -> dict[str, object]:
    return dict(logs.ids_only(None, "info", {"event": "signal.received"} | given))


def test_a_log_line_keeps_ids_and_codes_and_drops_what_could_be_a_name():
    signal = uuid4()
    kept = line(signal_id=signal, status=201, reason="no-capacity", name="Jansen", note_id="Jansen", kind="Aafke de Vries", person={"a": 1})

    assert kept == {
        "event": "signal.received",
        "signal_id": str(signal),
        "status": 201,
        "reason": "no-capacity",
        "dropped": ["name", "note_id", "kind", "person"],
    }


def test_an_event_that_is_a_sentence_is_not_logged_as_such():
    assert line(event="Mevrouw Jansen belde") == {"event": "log.unnamed"}


def test_an_exception_is_logged_without_its_text():
    try:
        raise ValueError("Jansen")
    except ValueError as error:
        kept = line(exc_info=error)

    assert kept["cause"] == "ValueError"
    assert "test_pages_and_logs" in str(kept["frames"])
    assert "Jansen" not in json.dumps(kept)


def test_what_libraries_say_freely_is_not_kept(capfd):
    handler = logs._Foreign()
    try:
        raise KeyError("Jansen")
    except KeyError:
        import sys

        handler.emit(logging.LogRecord("asyncpg.pool", logging.ERROR, __file__, 1, "failed for %s", ("Jansen",), sys.exc_info()))

    out = "".join(capfd.readouterr())
    assert "library.spoke" in out
    assert "Jansen" not in out


def test_a_service_may_add_ids_of_its_own():
    assert "dropped" in line(batch_code="b1")
    logs.allow_keys("batch_code")

    assert line(batch_code="b1")["batch_code"] == "b1"
    assert line(errand=UUID(int=0))["errand"] == str(UUID(int=0))
