-- The ledger, the access log, the projections, and what is ordinarily mutable. The same tables stand in migrations/postgres with that
-- engine's types; a test compares the two. Here an id is 16 bytes, a day is text, an instant is microseconds since 1970.

-- 1. The ledger: append only. Corrections are later facts; nothing here is ever updated or deleted.

CREATE TABLE entry (
  seq            INTEGER      NOT NULL PRIMARY KEY,
  id             BLOB        NOT NULL UNIQUE,
  recorded_at    INTEGER NOT NULL,
  asserted_at    INTEGER,
  actor          BLOB        NOT NULL,
  role           TEXT        NOT NULL,
  on_behalf_of   BLOB,
  reason_digest  BLOB,
  request_id     TEXT        NOT NULL UNIQUE,
  request_digest BLOB       NOT NULL,
  source         TEXT        NOT NULL,
  prev_hash      BLOB       NOT NULL,
  hash           BLOB       NOT NULL
) STRICT;

CREATE TABLE fact (
  seq          INTEGER  NOT NULL REFERENCES entry (seq),
  ord          INTEGER NOT NULL,
  subject_kind TEXT    NOT NULL,
  subject      BLOB    NOT NULL,
  record       BLOB    NOT NULL,
  kind         TEXT    NOT NULL,
  version      INTEGER NOT NULL,
  effect       TEXT    NOT NULL,
  amends_seq   INTEGER,
  amends_ord   INTEGER,
  effective_on TEXT,
  digest       BLOB   NOT NULL,
  PRIMARY KEY (seq, ord)
) STRICT, WITHOUT ROWID;
CREATE INDEX fact_by_subject ON fact (subject, seq, ord);

-- One fact, many people: siblings, parents, an unborn child.
CREATE TABLE fact_about (
  seq    INTEGER  NOT NULL,
  ord    INTEGER NOT NULL,
  person BLOB    NOT NULL,
  part   TEXT    NOT NULL,
  PRIMARY KEY (seq, ord, person, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX fact_about_by_person ON fact_about (person, seq, ord);

-- What was known, and what was shown, when a decision was made.
CREATE TABLE decision (
  seq       INTEGER  NOT NULL,
  ord       INTEGER NOT NULL,
  known_seq INTEGER  NOT NULL,
  shown     TEXT    NOT NULL,
  PRIMARY KEY (seq, ord)
) STRICT, WITHOUT ROWID;

-- Free text and payloads, as the exact bytes that were digested. The only part that a redaction can empty. The reason of an entry has ord -1.
CREATE TABLE body (
  seq     INTEGER  NOT NULL,
  ord     INTEGER NOT NULL,
  salt    BLOB,
  payload BLOB,
  key_id  TEXT,
  PRIMARY KEY (seq, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE redaction (
  body_seq  INTEGER  NOT NULL,
  body_ord  INTEGER NOT NULL,
  seq       INTEGER  NOT NULL REFERENCES entry (seq),
  authority TEXT    NOT NULL,
  fields    TEXT    NOT NULL,
  PRIMARY KEY (body_seq, body_ord, seq)
) STRICT;

-- 2. Who looked at what, and who was refused: append only, with a chain of its own.

CREATE TABLE access_log (
  n            INTEGER      NOT NULL PRIMARY KEY,
  at           INTEGER NOT NULL,
  actor        BLOB,
  role         TEXT        NOT NULL,
  action       TEXT        NOT NULL,
  route        TEXT        NOT NULL,
  purpose      TEXT        NOT NULL,
  relationship TEXT        NOT NULL,
  break_glass  INTEGER,
  outcome      TEXT        NOT NULL,
  result_count INTEGER     NOT NULL,
  prev_hash    BLOB       NOT NULL,
  hash         BLOB       NOT NULL
) STRICT;
CREATE INDEX access_log_by_actor ON access_log (actor, n);

CREATE TABLE access_subject (
  n      INTEGER NOT NULL,
  person BLOB   NOT NULL,
  shown  TEXT   NOT NULL,
  PRIMARY KEY (n, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX access_subject_by_person ON access_subject (person, n);

-- 3. Projections: what the facts say now, typed, for lists and searches. `holdfast rebuild` makes them again from nothing.

-- Every id of a person who was joined with another, and the id that leads.
CREATE TABLE person_group (
  person BLOB NOT NULL PRIMARY KEY,
  leader BLOB NOT NULL
) STRICT;
CREATE INDEX person_group_by_leader ON person_group (leader, person);

CREATE TABLE person (
  id              BLOB    NOT NULL PRIMARY KEY,
  name            TEXT    NOT NULL,
  preferred       TEXT    NOT NULL,
  sex             TEXT    NOT NULL,
  birth_precision TEXT    NOT NULL,
  born_on         TEXT,
  expected_on     TEXT,
  died_on         TEXT,
  address_line    TEXT    NOT NULL,
  postcode        TEXT    NOT NULL,
  address_confidential INTEGER NOT NULL,
  restriction     TEXT    NOT NULL,
  restriction_team BLOB,
  custodian       BLOB,
  ring            TEXT    NOT NULL,
  worker          BLOB,
  team            BLOB,
  open_referral   BLOB,
  plan            TEXT    NOT NULL,
  is_child_known  INTEGER NOT NULL,
  last_seq        INTEGER  NOT NULL
) STRICT;
CREATE INDEX person_by_worker ON person (worker);
CREATE INDEX person_by_team ON person (team);
CREATE INDEX person_by_birth ON person (born_on);

-- Who is named in a restriction.
CREATE TABLE person_let_in (
  person BLOB NOT NULL,
  worker BLOB NOT NULL,
  PRIMARY KEY (person, worker)
) STRICT, WITHOUT ROWID;

-- What a person can be found by. The first letter of a key says what it is (find.rs).
CREATE TABLE find_key (
  key    TEXT NOT NULL,
  person BLOB NOT NULL,
  PRIMARY KEY (key, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX find_key_by_person ON find_key (person);

CREATE TABLE relation (
  person BLOB NOT NULL,
  other  BLOB NOT NULL,
  kind   TEXT NOT NULL,
  ended  INTEGER NOT NULL,
  seq    INTEGER NOT NULL,
  ord    INTEGER NOT NULL,
  PRIMARY KEY (person, other, kind, seq, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE home (
  household BLOB NOT NULL,
  person    BLOB NOT NULL,
  from_on   TEXT,
  to_on     TEXT,
  seq       INTEGER NOT NULL,
  ord       INTEGER NOT NULL,
  PRIMARY KEY (household, person, seq, ord)
) STRICT, WITHOUT ROWID;
CREATE INDEX home_by_person ON home (person, household);

CREATE TABLE referral (
  id           BLOB NOT NULL PRIMARY KEY,
  person       BLOB NOT NULL,
  received_on  TEXT NOT NULL,
  source       TEXT NOT NULL,
  primary_need TEXT NOT NULL,
  no_further_action INTEGER NOT NULL,
  closed_on    TEXT,
  closed_for   TEXT NOT NULL,
  contact      BLOB
) STRICT;
CREATE INDEX referral_by_person ON referral (person, received_on);

CREATE TABLE contact (
  id          BLOB NOT NULL PRIMARY KEY,
  reference   TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  channel     TEXT NOT NULL,
  source      TEXT NOT NULL,
  author      BLOB NOT NULL,
  danger      INTEGER NOT NULL,
  cannot_wait INTEGER NOT NULL,
  information_only INTEGER NOT NULL,
  handed_over_at INTEGER,
  taken_by    BLOB,
  taken_at    INTEGER,
  effective_at INTEGER,
  wants_signature INTEGER NOT NULL,
  match_check INTEGER NOT NULL,
  last_seq    INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX contact_by_reference ON contact (reference);
CREATE INDEX contact_undecided ON contact (effective_at, received_at);

CREATE TABLE contact_child (
  contact      BLOB NOT NULL,
  part         BLOB NOT NULL PRIMARY KEY,
  person       BLOB,
  received_at  INTEGER NOT NULL,
  outcome      TEXT NOT NULL,
  decided_by   BLOB,
  decided_at   INTEGER,
  effective_at INTEGER,
  state        TEXT NOT NULL,
  service_manager_signs INTEGER NOT NULL,
  signed       INTEGER NOT NULL
) STRICT;
CREATE INDEX contact_child_by_contact ON contact_child (contact);
CREATE INDEX contact_child_by_person ON contact_child (person, received_at);
CREATE INDEX contact_child_by_state ON contact_child (state, received_at);

-- A statutory or local limit that runs, or ran. "Overdue" is computed when read.
CREATE TABLE clock_due (
  subject_kind TEXT NOT NULL,
  subject      BLOB NOT NULL,
  record       BLOB NOT NULL,
  clock        TEXT NOT NULL,
  person       BLOB,
  started_on   TEXT NOT NULL,
  due_on       TEXT NOT NULL,
  stopped_on   TEXT,
  late_reason  INTEGER NOT NULL,
  calendar     TEXT NOT NULL,
  PRIMARY KEY (record, clock)
) STRICT;
CREATE INDEX clock_due_open ON clock_due (stopped_on, due_on);
CREATE INDEX clock_due_by_subject ON clock_due (subject);

-- 4. Staff and reference records.

CREATE TABLE team (
  id         BLOB NOT NULL PRIMARY KEY,
  name       TEXT NOT NULL,
  telephone  TEXT NOT NULL,
  front_door INTEGER NOT NULL,
  ended_on   TEXT
) STRICT;

CREATE TABLE worker (
  id         BLOB NOT NULL PRIMARY KEY,
  name       TEXT NOT NULL,
  email      TEXT NOT NULL UNIQUE,
  role       TEXT NOT NULL,
  team       BLOB REFERENCES team (id),
  registration TEXT NOT NULL,
  telephone  TEXT NOT NULL,
  started_on TEXT NOT NULL,
  ended_on   TEXT
) STRICT;

-- 5. Signing in.

CREATE TABLE account (
  worker        BLOB NOT NULL PRIMARY KEY REFERENCES worker (id),
  password      TEXT,
  totp_secret   TEXT,
  totp_last_step INTEGER NOT NULL,
  oidc_subject  TEXT UNIQUE,
  needs_totp    INTEGER NOT NULL,
  disabled_at   INTEGER
) STRICT;

CREATE TABLE session (
  token_hash BLOB NOT NULL PRIMARY KEY,
  worker     BLOB  NOT NULL REFERENCES worker (id),
  csrf       TEXT  NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at    INTEGER NOT NULL,
  step_up_at INTEGER
) STRICT;
CREATE INDEX session_by_worker ON session (worker);

CREATE TABLE sign_in_pending (
  state      TEXT NOT NULL PRIMARY KEY,
  pending    TEXT NOT NULL,
  return_to  TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

-- 6. Work in hand.

CREATE TABLE draft (
  id         BLOB NOT NULL PRIMARY KEY,
  form       TEXT NOT NULL,
  form_version INTEGER NOT NULL,
  author     BLOB NOT NULL REFERENCES worker (id),
  subject    BLOB,
  request_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  ended_at   INTEGER
) STRICT;
CREATE INDEX draft_by_author ON draft (author, changed_at);

CREATE TABLE draft_answer (
  draft    BLOB    NOT NULL REFERENCES draft (id),
  section  TEXT    NOT NULL,
  revision INTEGER  NOT NULL,
  answers  TEXT    NOT NULL,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (draft, section)
) STRICT;

CREATE TABLE break_glass (
  n        INTEGER NOT NULL PRIMARY KEY,
  worker   BLOB   NOT NULL,
  person   BLOB   NOT NULL,
  at       INTEGER NOT NULL,
  until    INTEGER NOT NULL,
  purpose  TEXT   NOT NULL,
  reason   TEXT   NOT NULL,
  reviewer BLOB,
  reviewed_at INTEGER,
  was_right INTEGER,
  review_words TEXT NOT NULL
) STRICT;
CREATE INDEX break_glass_by_person ON break_glass (person, until);

-- Somebody has to be told, or has to answer, now.
CREATE TABLE alert (
  id        BLOB NOT NULL PRIMARY KEY,
  kind      TEXT NOT NULL,
  to_worker BLOB,
  to_role   TEXT NOT NULL,
  contact   BLOB,
  part      BLOB,
  person    BLOB,
  raised_at INTEGER NOT NULL,
  due_at    INTEGER,
  answered_at INTEGER,
  answered_by BLOB,
  answer    TEXT NOT NULL
) STRICT;
CREATE INDEX alert_open ON alert (answered_at, to_worker, to_role);

CREATE TABLE job (
  id          BLOB NOT NULL PRIMARY KEY,
  kind        TEXT NOT NULL,
  state       TEXT NOT NULL,
  starter     BLOB NOT NULL,
  argument    TEXT NOT NULL,
  progress    TEXT NOT NULL,
  result      TEXT,
  created_at  INTEGER NOT NULL,
  changed_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX job_by_state ON job (state, created_at);

CREATE TABLE upload (
  id      BLOB  NOT NULL PRIMARY KEY,
  name    TEXT  NOT NULL,
  digest  BLOB NOT NULL,
  content BLOB NOT NULL
) STRICT;

CREATE TABLE setting (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- References YY-NNNNNN: the last number given in each year. Never reused; a gap means nothing.
CREATE TABLE reference_number (
  year INTEGER NOT NULL PRIMARY KEY,
  last INTEGER  NOT NULL
) STRICT;

-- 7. Append only, enforced by the database itself.
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'the entry table is append only'); END;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'the entry table is append only'); END;
CREATE TRIGGER fact_no_update BEFORE UPDATE ON fact BEGIN SELECT RAISE(ABORT, 'the fact table is append only'); END;
CREATE TRIGGER fact_no_delete BEFORE DELETE ON fact BEGIN SELECT RAISE(ABORT, 'the fact table is append only'); END;
CREATE TRIGGER fact_about_no_update BEFORE UPDATE ON fact_about BEGIN SELECT RAISE(ABORT, 'the fact_about table is append only'); END;
CREATE TRIGGER fact_about_no_delete BEFORE DELETE ON fact_about BEGIN SELECT RAISE(ABORT, 'the fact_about table is append only'); END;
CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'the decision table is append only'); END;
CREATE TRIGGER decision_no_delete BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'the decision table is append only'); END;
CREATE TRIGGER redaction_no_update BEFORE UPDATE ON redaction BEGIN SELECT RAISE(ABORT, 'the redaction table is append only'); END;
CREATE TRIGGER redaction_no_delete BEFORE DELETE ON redaction BEGIN SELECT RAISE(ABORT, 'the redaction table is append only'); END;
CREATE TRIGGER access_log_no_update BEFORE UPDATE ON access_log BEGIN SELECT RAISE(ABORT, 'the access_log table is append only'); END;
CREATE TRIGGER access_log_no_delete BEFORE DELETE ON access_log BEGIN SELECT RAISE(ABORT, 'the access_log table is append only'); END;
CREATE TRIGGER access_subject_no_update BEFORE UPDATE ON access_subject BEGIN SELECT RAISE(ABORT, 'the access_subject table is append only'); END;
CREATE TRIGGER access_subject_no_delete BEFORE DELETE ON access_subject BEGIN SELECT RAISE(ABORT, 'the access_subject table is append only'); END;
CREATE TRIGGER body_no_delete BEFORE DELETE ON body BEGIN SELECT RAISE(ABORT, 'the body table is append only'); END;
-- A body can only be emptied, and only where a redaction says so.
CREATE TRIGGER body_only_redacted BEFORE UPDATE ON body
WHEN NEW.payload IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.seq <> OLD.seq OR NEW.ord <> OLD.ord
  OR NOT EXISTS (SELECT 1 FROM redaction r WHERE r.body_seq = OLD.seq AND r.body_ord = OLD.ord)
BEGIN SELECT RAISE(ABORT, 'a body can only be redacted'); END;
