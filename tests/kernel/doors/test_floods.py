from kernel.security.limits import Window


def hits(window: Window, moment: float, times: int, who: str = "gp") -> list[bool]:
    return [window.hit(who, moment) is None for _ in range(times)]


def test_a_client_may_come_as_often_as_was_said_and_no_more() -> None:
    window = Window("3/minute")

    assert hits(window, 600.0, 4) == [True, True, True, False]
    assert hits(window, 600.0, 1, who="hospital") == [True]


def test_who_is_refused_hears_when_to_come_back() -> None:
    window = Window("1/minute")
    hits(window, 640.0, 1)

    assert window.hit("gp", 645.0) == 15


def test_the_end_of_a_window_forgives_nothing_at_once() -> None:
    window = Window("4/minute")
    hits(window, 659.0, 4)

    assert hits(window, 661.0, 1) == [False]
    assert hits(window, 690.0, 3) == [True, True, False]


def test_after_a_window_without_any_all_is_forgotten() -> None:
    window = Window("2/minute")
    hits(window, 659.0, 2)

    assert hits(window, 721.0, 3) == [True, True, False]
