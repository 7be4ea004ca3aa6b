"""An index of the words of each ticket: its conversation, and the citizen's names

Triggers keep it, so that no way of writing can forget it. Whoever rebuilds `messages`, `tickets` or `persons` on
SQLite (`batch_alter_table`) drops their triggers with them, and must make them again.
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_TOUCHED = {
    "message_stored": ("INSERT", "messages", "= new.ticket_id"),
    "message_changed": (
        "UPDATE OF text, spoiler_text, ticket_id",
        "messages",
        "IN (old.ticket_id, new.ticket_id)",
    ),
    "message_erased": ("DELETE", "messages", "= old.ticket_id"),
    "person_renamed": (
        "UPDATE OF handle, display_name",
        "persons",
        "IN (SELECT id FROM tickets WHERE person_id = new.id)",
    ),
    "ticket_erased": ("DELETE", "tickets", "= old.id"),
}
"""What changes the words of tickets: by which act on which table, and of which tickets."""

# SQLite splits into words, folds case and drops accents by itself ("The Unicode61 Tokenizer", FTS5). Indexes of the
# beginnings of words: without them the hits of a short beginning are all gathered before the first is shown.
_SQLITE_TABLE = """
CREATE VIRTUAL TABLE ticket_words USING fts5(words, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3')
"""
_SQLITE_FILL = """
INSERT INTO ticket_words (rowid, words)
SELECT t.id, p.handle || ' ' || p.display_name || ' ' || (
    SELECT group_concat(m.spoiler_text || ' ' || m.text, ' ') FROM messages m WHERE m.ticket_id = t.id)
FROM tickets t JOIN persons p ON p.id = t.person_id
WHERE t.id {which} AND EXISTS (SELECT 1 FROM messages m WHERE m.ticket_id = t.id)
"""

# Without accents, and with a blank for each sign that PostgreSQL's parser would make a number, a host or a path of.
# Only so much of a conversation: a tsvector holds a megabyte, and what does not fit must not stop the intake.
_POSTGRESQL_PLAIN = r"""
CREATE FUNCTION tickets_plain(written text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
SELECT regexp_replace(
    normalize(regexp_replace(normalize(left(written, 100000), NFD), '[\u0300-\u036f]', '', 'g'), NFC),
    '[\u0021-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7'
    '\u2000-\u206f\u3000-\u303f]', ' ', 'g')
$$
"""
_POSTGRESQL_TABLE = """
CREATE TABLE ticket_words (
    ticket_id integer CONSTRAINT pk_ticket_words PRIMARY KEY, words tsvector NOT NULL
)
"""
_POSTGRESQL_FILL = """
INSERT INTO ticket_words (ticket_id, words)
SELECT t.id, to_tsvector('simple', tickets_plain(p.handle || ' ' || p.display_name || ' ' || (
    SELECT string_agg(m.spoiler_text || ' ' || m.text, ' ' ORDER BY m.id)
    FROM messages m WHERE m.ticket_id = t.id)))
FROM tickets t JOIN persons p ON p.id = t.person_id
WHERE t.id {which} AND EXISTS (SELECT 1 FROM messages m WHERE m.ticket_id = t.id)
ON CONFLICT (ticket_id) DO UPDATE SET words = excluded.words
"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _on_sqlite()
    else:
        _on_postgresql()


def _on_sqlite() -> None:
    _run(_SQLITE_TABLE)
    _run(_SQLITE_FILL.format(which="IS NOT NULL"))
    for name, (act, table, which) in _TOUCHED.items():
        _run(
            f"CREATE TRIGGER words_{name} AFTER {act} ON {table} BEGIN "  # noqa: S608 - words of our own
            f"DELETE FROM ticket_words WHERE rowid {which}; {_SQLITE_FILL.format(which=which)}; END"
        )


def _on_postgresql() -> None:
    _run(_POSTGRESQL_PLAIN)
    _run(_POSTGRESQL_TABLE)
    _run(_POSTGRESQL_FILL.format(which="IS NOT NULL"))
    _run("CREATE INDEX ix_ticket_words_words ON ticket_words USING gin (words)")
    for name, (act, table, which) in _TOUCHED.items():
        _run(
            f"CREATE FUNCTION words_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "  # noqa: S608
            f"DELETE FROM ticket_words WHERE ticket_id {which}; {_POSTGRESQL_FILL.format(which=which)}; "
            "RETURN NULL; END $$"
        )
        _run(
            f"CREATE TRIGGER words_{name} AFTER {act} ON {table} FOR EACH ROW EXECUTE FUNCTION words_{name}()"
        )


def downgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for name, (_act, table, _which) in _TOUCHED.items():
        _run(f"DROP TRIGGER words_{name}" + ("" if is_sqlite else f" ON {table}"))
        if not is_sqlite:
            _run(f"DROP FUNCTION words_{name}()")
    _run("DROP TABLE ticket_words")
    if not is_sqlite:
        _run("DROP FUNCTION tickets_plain(text)")


def _run(statement: str) -> None:
    """As it stands: a colon in it is no parameter."""
    op.get_bind().exec_driver_sql(statement)
