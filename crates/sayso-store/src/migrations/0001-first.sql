-- Tables have names in the singular and hold what is stored, as small as may be; views have names
-- in the plural and show the same with the ids and words of the output contract.
-- Days are numbers YYYYMMDD. Offsets are Unicode code points of document.text.

-- Words of the contract (types, stances …) and places of rules: records hold their numbers.
CREATE TABLE word (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE reader (
    id        INTEGER PRIMARY KEY,
    version   TEXT NOT NULL,              -- of the program
    languages TEXT NOT NULL,              -- hash of the language folders
    options   TEXT NOT NULL,              -- what the user asked for (attitudes, date, language)
    hash      INTEGER NOT NULL,           -- of all three
    UNIQUE (version, languages, options)
) STRICT;

CREATE TABLE document (
    id    INTEGER PRIMARY KEY,
    key   INTEGER NOT NULL UNIQUE,        -- the 16 hex digits of its id
    url   TEXT,                           -- the address that the user gave
    given TEXT,                           -- the id that the user gave
    text  TEXT NOT NULL,
    hash  BLOB NOT NULL                   -- SHA-256 of the text
) STRICT;

-- Every name under which a document came in.
CREATE TABLE input (
    document INTEGER NOT NULL REFERENCES document,
    name     TEXT NOT NULL,
    hash     INTEGER NOT NULL,            -- of the name
    PRIMARY KEY (document, name)
) STRICT, WITHOUT ROWID;

-- What has been read by whom: an input with this hash need not be read again.
CREATE TABLE source (
    hash     BLOB NOT NULL,
    reader   INTEGER NOT NULL REFERENCES reader,
    document INTEGER NOT NULL REFERENCES document,
    PRIMARY KEY (hash, reader)
) STRICT, WITHOUT ROWID;
CREATE INDEX source_document ON source (document);

-- A body of text, furniture and blanks aside; documents with the same one are one report.
CREATE TABLE body (
    id     INTEGER PRIMARY KEY,
    key    INTEGER NOT NULL UNIQUE,       -- hash of its words
    sketch BLOB NOT NULL,                 -- MinHash
    story  INTEGER NOT NULL               -- the same for all bodies that are near-copies
) STRICT;
CREATE INDEX body_story ON body (story);

CREATE TABLE band (
    hash INTEGER NOT NULL,
    body INTEGER NOT NULL REFERENCES body,
    PRIMARY KEY (hash, body)
) STRICT, WITHOUT ROWID;

-- Which passage came from where, and how: the place of finer tracing (copies, edits, translations).
CREATE TABLE reuse (
    id         INTEGER PRIMARY KEY,
    document   INTEGER NOT NULL REFERENCES document,
    origin     INTEGER NOT NULL REFERENCES document,
    kind       TEXT NOT NULL,             -- copy, edit, translation
    first      INTEGER NOT NULL,
    last       INTEGER NOT NULL,
    from_first INTEGER NOT NULL,
    from_last  INTEGER NOT NULL,
    score      REAL
) STRICT;
CREATE INDEX reuse_document ON reuse (document);
CREATE INDEX reuse_origin ON reuse (origin);

-- One document as one reader read it.
CREATE TABLE reading (
    id        INTEGER PRIMARY KEY,
    document  INTEGER NOT NULL REFERENCES document,
    reader    INTEGER NOT NULL REFERENCES reader,
    current   INTEGER NOT NULL,           -- 1: the one that is shown
    digest    BLOB NOT NULL,              -- of all that was read
    body      INTEGER NOT NULL REFERENCES body,
    day       INTEGER,                    -- reference date
    url       TEXT,
    language  TEXT,
    outlet    TEXT,
    section   TEXT,
    title     TEXT,
    published TEXT,
    updated   TEXT,
    more      TEXT NOT NULL,              -- JSON: byline, origin, chain, warnings
    lines     TEXT NOT NULL,              -- JSON: [[kind, start, end, story start, story end, language], …]
    named     TEXT NOT NULL,              -- JSON: [[actor, start, length * 8 + how, start …], …]: whom it names
    UNIQUE (document, reader)
) STRICT;
CREATE INDEX reading_body ON reading (body);
CREATE INDEX reading_day ON reading (day) WHERE current;

-- A state with all its parts, or a body or person of no state: JPN, NATO, IMG#al-qaeda, ?#name.
CREATE TABLE side (
    id   INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE actor (
    id       INTEGER PRIMARY KEY,
    key      INTEGER NOT NULL UNIQUE,     -- hash of all that follows
    side     INTEGER NOT NULL REFERENCES side,
    code     TEXT NOT NULL,
    entity   TEXT NOT NULL,
    name     TEXT NOT NULL,
    kind     TEXT NOT NULL,
    country  TEXT,
    sector   TEXT,
    role     TEXT,
    wikidata TEXT,
    documents INTEGER NOT NULL DEFAULT 0  -- shown readings that name it
) STRICT;
CREATE INDEX actor_entity ON actor (entity);
CREATE INDEX actor_code ON actor (code);
CREATE INDEX actor_side ON actor (side);

-- Which readings name an actor.
CREATE TABLE naming (
    actor   INTEGER NOT NULL REFERENCES actor,
    reading INTEGER NOT NULL REFERENCES reading,
    PRIMARY KEY (actor, reading)
) STRICT, WITHOUT ROWID;

-- id = reading * 65536 + n, in order of the text.
CREATE TABLE statement (
    id      INTEGER PRIMARY KEY,
    hash    INTEGER NOT NULL,             -- the 10 hex digits of its id
    day     INTEGER NOT NULL,             -- when it was said, else the reference date; 0: not known
    class   INTEGER REFERENCES word,
    form    INTEGER NOT NULL REFERENCES word,
    stance  INTEGER NOT NULL REFERENCES word,
    flags   INTEGER NOT NULL,             -- 1 negated, 2 cue negated, 4 only in a teaser, 8 denied
    "from"  INTEGER,
    "to"    INTEGER,
    alike   INTEGER NOT NULL,             -- hash of who speaks and what was said: copies have the same one
    rule    INTEGER REFERENCES word,      -- its evidence: rule, line, sentence, words (all of it where NULL)
    line    INTEGER,
    sentence INTEGER,
    sentence_end INTEGER,
    start   INTEGER,
    "end"   INTEGER,
    cue     INTEGER,
    cue_end INTEGER,
    speaker TEXT,                         -- JSON: [[place in reading.named, start, length], …]
    content TEXT,                         -- JSON: [[start, length], …]
    detail  TEXT                          -- JSON, see docs/store.md
) STRICT;
CREATE INDEX statement_day ON statement (day);
CREATE INDEX statement_alike ON statement (alike);

-- id = reading * 65536 + n, in order of the text.
CREATE TABLE event (
    id          INTEGER PRIMARY KEY,
    hash        INTEGER NOT NULL,         -- the 10 hex digits of its id
    day         INTEGER NOT NULL,         -- first day, else the reference date; 0: not known
    type        INTEGER NOT NULL REFERENCES word,
    mode        INTEGER REFERENCES word,
    status      INTEGER NOT NULL REFERENCES word,
    cameo       INTEGER REFERENCES word,
    "from"      INTEGER,
    "to"        INTEGER,
    country     TEXT,                     -- where
    flags       INTEGER NOT NULL,         -- 1 claimed, 2 denied, 4 only in a teaser
    alike       INTEGER NOT NULL,         -- hash of sides, type and whether it happened
    same        INTEGER,                  -- of all reports of one event, the event that stands for it
    together    INTEGER,                  -- there: flags of all reports
    reports     INTEGER,                  -- there: documents that tell it
    independent INTEGER,                  -- there: those of them that are no copies of one another
    rule        INTEGER REFERENCES word,  -- its evidence, as of a statement
    line        INTEGER,
    sentence    INTEGER,
    sentence_end INTEGER,
    start       INTEGER,
    "end"       INTEGER,
    cue         INTEGER,
    cue_end     INTEGER,
    actor       TEXT,                     -- JSON: [[place in reading.named, start, length], …]
    recipient   TEXT,
    detail      TEXT                      -- JSON, see docs/store.md
) STRICT;
CREATE INDEX event_day ON event (day);
CREATE INDEX event_alike ON event (alike, same);

-- Events of current readings by their two sides (0: none is named).
CREATE TABLE pair (
    a     INTEGER NOT NULL,
    b     INTEGER NOT NULL,
    day   INTEGER NOT NULL,
    event INTEGER NOT NULL,
    PRIMARY KEY (a, b, day, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX pair_b ON pair (b, day);

-- Statements of current readings by the sides that speak, and by those spoken of.
CREATE TABLE voice (
    side      INTEGER NOT NULL,
    day       INTEGER NOT NULL,
    statement INTEGER NOT NULL,
    PRIMARY KEY (side, day, statement)
) STRICT, WITHOUT ROWID;
CREATE TABLE topic (
    side      INTEGER NOT NULL,
    day       INTEGER NOT NULL,
    statement INTEGER NOT NULL,
    PRIMARY KEY (side, day, statement)
) STRICT, WITHOUT ROWID;

-- Values of event.alike whose events are still to be told apart.
CREATE TABLE unsettled (alike INTEGER PRIMARY KEY) STRICT;

-- Words of titles and stories, cut by sayso; rowid = reading.
CREATE VIRTUAL TABLE words USING fts5 (title, body, content = '', tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'");

CREATE VIEW documents AS
SELECT printf('d%016x', d.key) AS id, (SELECT min(name) FROM input i WHERE i.document = d.id) AS input_id, r.url,
    r.outlet, r.section, r.title, r.published, r.updated, r.day AS reference_date, r.language, b.story,
    e.version AS reader, d.text, hex(d.hash) AS sha256, d.id AS document, r.id AS reading
FROM document d JOIN reading r ON r.document = d.id AND r.current JOIN body b ON b.id = r.body
    JOIN reader e ON e.id = r.reader;

CREATE VIEW lines AS
SELECT printf('d%016x', d.key) AS document, j.key AS line,
    json_extract('["title","section","subhead","body","byline","dateline","caption","teaser","label","furniture"]',
        '$[' || json_extract(j.value, '$[0]') || ']') AS kind,
    json_extract(j.value, '$[1]') AS start, json_extract(j.value, '$[2]') AS "end",
    json_extract(j.value, '$[5]') AS language,
    substr(d.text, json_extract(j.value, '$[1]') + 1, json_extract(j.value, '$[2]') - json_extract(j.value, '$[1]')) AS text
FROM reading r JOIN document d ON d.id = r.document, json_each(r.lines) j WHERE r.current;

CREATE VIEW actors AS
SELECT a.id AS actor, a.code AS id, s.code AS side, a.entity, a.name, a.kind, a.country, a.sector, a.role, a.wikidata, a.documents
FROM actor a JOIN side s ON s.id = a.side;

CREATE VIEW mentions AS
SELECT printf('d%016x', d.key) AS document, a.code AS actor, m.value AS start,
    m.value + (json_extract(n.value, '$[' || (m.key + 1) || ']') >> 3) AS "end",
    CASE json_extract(n.value, '$[' || (m.key + 1) || ']') & 7 WHEN 0 THEN 'name' WHEN 1 THEN 'title'
        WHEN 2 THEN 'pronoun' WHEN 3 THEN 'description' ELSE 'metonym' END AS how,
    substr(d.text, m.value + 1, json_extract(n.value, '$[' || (m.key + 1) || ']') >> 3) AS text
FROM reading r JOIN document d ON d.id = r.document, json_each(r.named) n
    JOIN actor a ON a.id = json_extract(n.value, '$[0]'), json_each(n.value) m WHERE r.current AND m.key % 2 = 1;

CREATE VIEW events AS
SELECT printf('d%016x.e%010x', d.key, e.hash) AS id, printf('d%016x', d.key) AS document, t.name AS type,
    (SELECT name FROM word WHERE id = e.mode) AS mode, (SELECT name FROM word WHERE id = e.status) AS status,
    (SELECT name FROM word WHERE id = e.cameo) AS cameo, e.day, e."from", e."to", e.country, e.flags & 1 AS claimed,
    (e.flags & 2) / 2 AS denied, (e.flags & 4) / 4 AS teaser, coalesce(e.same, e.id) AS happening, e.id AS event,
    (SELECT group_concat(a.code, ' + ') FROM json_each(e.actor) j JOIN actor a
        ON a.id = json_extract(r.named, '$[' || json_extract(j.value, '$[0]') || '][0]')) AS actor,
    (SELECT group_concat(a.code, ' + ') FROM json_each(e.recipient) j JOIN actor a
        ON a.id = json_extract(r.named, '$[' || json_extract(j.value, '$[0]') || '][0]')) AS recipient,
    substr(d.text, coalesce(e.start, e.sentence) + 1,
        coalesce(e."end", e.sentence_end) - coalesce(e.start, e.sentence)) AS words
FROM event e JOIN word t ON t.id = e.type JOIN reading r ON r.id = e.id >> 16 AND r.current
    JOIN document d ON d.id = r.document;

CREATE VIEW statements AS
SELECT printf('d%016x.s%010x', d.key, s.hash) AS id, printf('d%016x', d.key) AS document,
    (SELECT name FROM word WHERE id = s.class) AS class, (SELECT name FROM word WHERE id = s.form) AS form,
    (SELECT name FROM word WHERE id = s.stance) AS stance,
    s.day, s."from", s."to", s.flags & 1 AS negated, (s.flags & 2) / 2 AS cue_negated, (s.flags & 4) / 4 AS teaser,
    s.id AS statement,
    (SELECT group_concat(a.code, ' + ') FROM json_each(s.speaker) j JOIN actor a
        ON a.id = json_extract(r.named, '$[' || json_extract(j.value, '$[0]') || '][0]')) AS speaker,
    (SELECT group_concat(substr(d.text, json_extract(j.value, '$[0]') + 1, json_extract(j.value, '$[1]')), ' … ')
        FROM json_each(s.content) j) AS content
FROM statement s JOIN reading r ON r.id = s.id >> 16 AND r.current JOIN document d ON d.id = r.document;

-- The first evidence of a record stands in its columns, further ones in `v` of its detail.
CREATE VIEW evidence AS
WITH record (reading, letter, hash, rule, line, start, "end", sentence, sentence_end) AS (
    SELECT id >> 16, 'e', hash, rule, line, coalesce(start, sentence), coalesce("end", sentence_end), sentence, sentence_end
    FROM event WHERE rule IS NOT NULL
    UNION ALL
    SELECT id >> 16, 's', hash, rule, line, coalesce(start, sentence), coalesce("end", sentence_end), sentence, sentence_end
    FROM statement WHERE rule IS NOT NULL
    UNION ALL
    SELECT x.id >> 16, 'e', x.hash, json_extract(j.value, '$[5]'), json_extract(j.value, '$[4]'), json_extract(j.value, '$[0]'),
        json_extract(j.value, '$[1]'), json_extract(j.value, '$[2]'), json_extract(j.value, '$[3]')
    FROM event x, json_each(x.detail, '$.v') j WHERE x.detail IS NOT NULL
    UNION ALL
    SELECT x.id >> 16, 's', x.hash, json_extract(j.value, '$[5]'), json_extract(j.value, '$[4]'), json_extract(j.value, '$[0]'),
        json_extract(j.value, '$[1]'), json_extract(j.value, '$[2]'), json_extract(j.value, '$[3]')
    FROM statement x, json_each(x.detail, '$.v') j WHERE x.detail IS NOT NULL
)
SELECT printf('d%016x.', d.key) || v.letter || printf('%010x', v.hash) AS record, printf('d%016x', d.key) AS document,
    w.name AS rule, v.line, v.start, v."end", v.sentence AS sentence_start, v.sentence_end,
    substr(d.text, v.start + 1, v."end" - v.start) AS words
FROM record v JOIN reading r ON r.id = v.reading AND r.current JOIN document d ON d.id = r.document
    JOIN word w ON w.id = v.rule;

CREATE VIEW sentences AS
SELECT DISTINCT v.document, v.line, v.sentence_start AS start, v.sentence_end AS "end",
    substr(d.text, v.sentence_start + 1, v.sentence_end - v.sentence_start) AS text
FROM evidence v JOIN documents d ON d.id = v.document;
