"""SQL of the sessions."""

from datetime import datetime

from kernel.work import Work


async def add(work: Work, id_: bytes, kind: str, subject: str, sealed: bytes, ends_at: datetime) -> None:
    """Whatever has ended goes at the same time: sessions need no sweeper of their own."""
    await work.connection.execute("delete from console.session where ends_at < $1", work.now)
    await work.connection.execute(
        "insert into console.session (id, kind, subject, sealed, created_at, ends_at) values ($1, $2, $3, $4, $5, $6)",
        id_,
        kind,
        subject,
        sealed,
        work.now,
        ends_at,
    )


async def find(work: Work, id_: bytes, kind: str) -> tuple[str, bytes, datetime] | None:
    row = await work.connection.fetchrow(
        "select subject, sealed, ends_at from console.session where id = $1 and kind = $2 and ends_at > $3", id_, kind, work.now
    )
    return (row["subject"], row["sealed"], row["ends_at"]) if row else None


async def change(work: Work, id_: bytes, sealed: bytes) -> None:
    await work.connection.execute("update console.session set sealed = $2 where id = $1", id_, sealed)


async def end(work: Work, id_: bytes) -> None:
    await work.connection.execute("delete from console.session where id = $1", id_)
