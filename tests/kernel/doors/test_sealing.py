import os
from uuid import uuid4

import pytest

from kernel.masterkeys import (
    KeysOpenToOthers,
    KeysUnreadable,
    MasterKeys,
    add_version,
    make_keys,
    read_keys,
    read_or_make_keys,
)
from kernel.sealing import Broken, Erased, Seals

HER, HIM = uuid4(), uuid4()


def seals(service: str = "intake", **versions: bytes) -> Seals:
    return Seals(MasterKeys({0: b"h" * 32, 1: b"a" * 32} | {int(v[1:]): key for v, key in versions.items()}), service)


def test_what_is_sealed_opens_in_its_own_place_only():
    one, row = seals(), uuid4()
    hers = one.seal_of(HER, one.new_key(HER).key)
    sealed = hers.seal("person", "name", row, "Aafke de Vries")

    assert hers.open("person", "name", row, sealed) == "Aafke de Vries"
    assert b"Aafke" not in sealed
    for table, column, other in (("signal", "name", row), ("person", "phone", row), ("person", "name", uuid4())):
        with pytest.raises(Broken):
            hers.open(table, column, other, sealed)


def test_another_persons_key_and_a_changed_byte_open_nothing():
    one, row = seals(), uuid4()
    key = one.new_key(HER).key
    sealed = one.seal_of(HER, key).seal("person", "name", row, "Aafke")
    changed = sealed[:-1] + bytes((sealed[-1] ^ 1,))

    for who, content in ((one.seal_of(HIM, key), sealed), (one.seal_of(HER, key), changed), (one.seal_of(HER, key), sealed[:5])):
        with pytest.raises(Broken):
            who.open("person", "name", row, content)


def test_the_same_text_is_sealed_differently_each_time():
    one = seals()
    hers = one.seal_of(HER, one.new_key(HER).key)

    assert hers.seal("person", "name", HER, "Aafke") != hers.seal("person", "name", HER, "Aafke")


def test_a_keyed_hash_is_the_same_in_one_service_and_kind_only():
    assert seals().keyed_hash("phone", "+31612345678") == seals().keyed_hash("phone", "+31612345678")
    assert len(seals().keyed_hash("phone", "+31612345678")) == 16
    assert seals().keyed_hash("phone", "1") != seals().keyed_hash("email", "1")
    assert seals("intake").keyed_hash("phone", "1") != seals("referral").keyed_hash("phone", "1")


def test_a_keyed_hash_survives_a_new_master_key():
    assert seals(v2=b"b" * 32).keyed_hash("phone", "1") == seals().keyed_hash("phone", "1")


async def test_a_persons_key_is_kept_wrapped_and_found_again(teller):
    async with teller() as (service, house):
        async with service.work() as work:
            sealed = (await service.seals.of(work, HER)).seal("t", "c", HER, "Aafke")
        async with service.work() as work:
            found = await service.seals.for_many(work, [HER, HIM])

        assert found[HER].open("t", "c", HER, sealed) == "Aafke"
        assert HIM not in found
        [row] = await house.rows("select wrapped, version from teller.sealing_key")
        assert (len(row["wrapped"]), row["version"]) == (12 + 32 + 16, 1)


async def test_two_at_once_make_one_key(teller):
    async with teller() as (service, _), service.work() as first:
        mine = await service.seals.of(first, HER)
        sealed = mine.seal("t", "c", HER, "Aafke")
        await first.connection.execute("commit")
        await first.connection.execute("begin")
        async with service.work() as second:
            theirs = await service.seals.of(second, HER)

        assert theirs.open("t", "c", HER, sealed) == "Aafke"


async def test_after_erasure_nothing_opens_and_reading_makes_no_new_key(teller):
    async with teller() as (service, house):
        async with service.work() as work:
            sealed = (await service.seals.of(work, HER)).seal("t", "c", HER, "Aafke")
        async with service.work() as work:
            destroyed = await service.seals.destroy(work, [HER])

            assert destroyed == 1
            with pytest.raises(Erased):
                await service.seals.existing(work, HER)
        assert await house.rows("select * from teller.sealing_key") == []
        async with service.work() as work:
            again = await service.seals.of(work, HER)
            with pytest.raises(Broken):
                again.open("t", "c", HER, sealed)


async def test_a_new_master_key_takes_over_and_the_old_one_may_go(teller):
    async with teller() as (service, house):
        async with service.work() as work:
            sealed = {person: (await service.seals.of(work, person)).seal("t", "c", person, "x") for person in (HER, HIM)}
        keys = add_version(house.data / "keys" / "master")
        both = Seals(keys, "teller")
        async with service.work() as work:
            moved = [await both.rewrap(work, most=1) for _ in range(3)]
        newest_only = Seals(MasterKeys({v: k for v, k in keys.versions.items() if v != 1}), "teller")
        async with service.work() as work:
            opened = await newest_only.for_many(work, [HER, HIM])

        assert moved == [1, 1, 0]
        assert [seal.open("t", "c", person, sealed[person]) for person, seal in opened.items()] == ["x", "x"]


async def test_one_services_rows_open_nothing_with_another_services_wrapping(teller):
    async with teller() as (service, house), service.work() as work:
        await service.seals.of(work, HER)
        other = Seals(read_keys(house.data / "keys" / "master"), "referral")
        row = await work.connection.fetchrow("select person, version, wrapped from teller.sealing_key")

        with pytest.raises(Broken):
            other._unwrap(*row)


def test_master_keys_are_for_their_owner_only(tmp_path):
    path = tmp_path / "keys" / "master"
    made = make_keys(path)

    assert path.stat().st_mode & 0o777 == 0o600
    assert read_or_make_keys(path) == made
    os.chmod(path, 0o640)
    with pytest.raises(KeysOpenToOthers):
        read_keys(path)


def test_master_keys_are_never_made_over_others(tmp_path):
    path = tmp_path / "master"
    kept = make_keys(path)
    with pytest.raises(FileExistsError):
        make_keys(path)

    assert read_keys(path) == kept
    assert [p.name for p in tmp_path.iterdir()] == ["master"]


@pytest.mark.parametrize("content", ["", "1:AAAA", "0:x\n1:y", "nonsense", "0:" + "A" * 44 + "\n1:" + "A" * 43 + "="])
def test_a_file_that_is_not_master_keys_is_said_to_be_so(tmp_path, content):
    path = tmp_path / "master"
    path.write_text(content)
    path.chmod(0o600)

    with pytest.raises(KeysUnreadable):
        read_keys(path)
