-- The ledger, the access log, the projections, and what is ordinarily mutable. The same tables stand in migrations/sqlite with that
-- engine's types; a test compares the two.

-- 1. The ledger: append only. Corrections are later facts; nothing here is ever updated or deleted.

CREATE TABLE entry (
  seq            bigint      NOT NULL PRIMARY KEY,
  id             uuid        NOT NULL UNIQUE,
  recorded_at    timestamptz NOT NULL,
  asserted_at    timestamptz,
  actor          uuid        NOT NULL,
  role           text        NOT NULL,
  on_behalf_of   uuid,
  reason_digest  bytea,
  request_id     text        NOT NULL UNIQUE,
  request_digest bytea       NOT NULL,
  source         text        NOT NULL,
  prev_hash      bytea       NOT NULL,
  hash           bytea       NOT NULL
);

CREATE TABLE fact (
  seq          bigint  NOT NULL REFERENCES entry (seq),
  ord          integer NOT NULL,
  subject_kind text    NOT NULL,
  subject      uuid    NOT NULL,
  record       uuid    NOT NULL,
  kind         text    NOT NULL,
  version      integer NOT NULL,
  effect       text    NOT NULL,
  amends_seq   bigint,
  amends_ord   integer,
  effective_on date,
  digest       bytea   NOT NULL,
  PRIMARY KEY (seq, ord)
);
CREATE INDEX fact_by_subject ON fact (subject, seq, ord);

-- One fact, many people: siblings, parents, an unborn child.
CREATE TABLE fact_about (
  seq    bigint  NOT NULL,
  ord    integer NOT NULL,
  person uuid    NOT NULL,
  part   text    NOT NULL,
  PRIMARY KEY (seq, ord, person, part)
);
CREATE INDEX fact_about_by_person ON fact_about (person, seq, ord);

-- What was known, and what was shown, when a decision was made.
CREATE TABLE decision (
  seq       bigint  NOT NULL,
  ord       integer NOT NULL,
  known_seq bigint  NOT NULL,
  shown     text    NOT NULL,
  PRIMARY KEY (seq, ord)
);

-- Free text and payloads, as the exact bytes that were digested. The only part that a redaction can empty. The reason of an entry has ord -1.
CREATE TABLE body (
  seq     bigint  NOT NULL,
  ord     integer NOT NULL,
  salt    bytea,
  payload bytea,
  key_id  text,
  PRIMARY KEY (seq, ord)
);

CREATE TABLE redaction (
  body_seq  bigint  NOT NULL,
  body_ord  integer NOT NULL,
  seq       bigint  NOT NULL REFERENCES entry (seq),
  authority text    NOT NULL,
  fields    text    NOT NULL,
  PRIMARY KEY (body_seq, body_ord, seq)
);

-- 2. Who looked at what, and who was refused: append only, with a chain of its own.

CREATE TABLE access_log (
  n            bigint      NOT NULL PRIMARY KEY,
  at           timestamptz NOT NULL,
  actor        uuid,
  role         text        NOT NULL,
  action       text        NOT NULL,
  route        text        NOT NULL,
  purpose      text        NOT NULL,
  relationship text        NOT NULL,
  break_glass  bigint,
  outcome      text        NOT NULL,
  result_count integer     NOT NULL,
  prev_hash    bytea       NOT NULL,
  hash         bytea       NOT NULL
);
CREATE INDEX access_log_by_actor ON access_log (actor, n);

CREATE TABLE access_subject (
  n      bigint NOT NULL,
  person uuid   NOT NULL,
  shown  text   NOT NULL,
  PRIMARY KEY (n, person)
);
CREATE INDEX access_subject_by_person ON access_subject (person, n);

-- 3. Projections: what the facts say now, typed, for lists and searches. `holdfast rebuild` makes them again from nothing.

-- Every id of a person who was joined with another, and the id that leads.
CREATE TABLE person_group (
  person uuid NOT NULL PRIMARY KEY,
  leader uuid NOT NULL
);
CREATE INDEX person_group_by_leader ON person_group (leader, person);

CREATE TABLE person (
  id              uuid    NOT NULL PRIMARY KEY,
  name            text    NOT NULL,
  preferred       text    NOT NULL,
  sex             text    NOT NULL,
  birth_precision text    NOT NULL,
  born_on         date,
  expected_on     date,
  died_on         date,
  address_line    text    NOT NULL,
  postcode        text    NOT NULL,
  address_confidential boolean NOT NULL,
  restriction     text    NOT NULL,
  restriction_team uuid,
  custodian       uuid,
  ring            text    NOT NULL,
  worker          uuid,
  team            uuid,
  open_referral   uuid,
  plan            text    NOT NULL,
  is_child_known  boolean NOT NULL,
  last_seq        bigint  NOT NULL
);
CREATE INDEX person_by_worker ON person (worker);
CREATE INDEX person_by_team ON person (team);
CREATE INDEX person_by_birth ON person (born_on);

-- Who is named in a restriction.
CREATE TABLE person_let_in (
  person uuid NOT NULL,
  worker uuid NOT NULL,
  PRIMARY KEY (person, worker)
);

-- What a person can be found by. The first letter of a key says what it is (find.rs).
CREATE TABLE find_key (
  key    text NOT NULL,
  person uuid NOT NULL,
  PRIMARY KEY (key, person)
);
CREATE INDEX find_key_by_person ON find_key (person);

CREATE TABLE relation (
  person uuid NOT NULL,
  other  uuid NOT NULL,
  kind   text NOT NULL,
  ended  boolean NOT NULL,
  seq    bigint NOT NULL,
  ord    integer NOT NULL,
  PRIMARY KEY (person, other, kind, seq, ord)
);

CREATE TABLE home (
  household uuid NOT NULL,
  person    uuid NOT NULL,
  from_on   date,
  to_on     date,
  seq       bigint NOT NULL,
  ord       integer NOT NULL,
  PRIMARY KEY (household, person, seq, ord)
);
CREATE INDEX home_by_person ON home (person, household);

CREATE TABLE referral (
  id           uuid NOT NULL PRIMARY KEY,
  person       uuid NOT NULL,
  received_on  date NOT NULL,
  source       text NOT NULL,
  primary_need text NOT NULL,
  no_further_action boolean NOT NULL,
  closed_on    date,
  closed_for   text NOT NULL,
  contact      uuid
);
CREATE INDEX referral_by_person ON referral (person, received_on);

CREATE TABLE contact (
  id          uuid NOT NULL PRIMARY KEY,
  reference   text NOT NULL,
  received_at timestamptz NOT NULL,
  channel     text NOT NULL,
  source      text NOT NULL,
  author      uuid NOT NULL,
  danger      boolean NOT NULL,
  cannot_wait boolean NOT NULL,
  information_only boolean NOT NULL,
  handed_over_at timestamptz,
  taken_by    uuid,
  taken_at    timestamptz,
  effective_at timestamptz,
  wants_signature boolean NOT NULL,
  match_check boolean NOT NULL,
  last_seq    bigint NOT NULL
);
CREATE UNIQUE INDEX contact_by_reference ON contact (reference);
CREATE INDEX contact_undecided ON contact (effective_at, received_at);

CREATE TABLE contact_child (
  contact      uuid NOT NULL,
  part         uuid NOT NULL PRIMARY KEY,
  person       uuid,
  received_at  timestamptz NOT NULL,
  outcome      text NOT NULL,
  decided_by   uuid,
  decided_at   timestamptz,
  effective_at timestamptz,
  state        text NOT NULL,
  service_manager_signs boolean NOT NULL,
  signed       integer NOT NULL
);
CREATE INDEX contact_child_by_contact ON contact_child (contact);
CREATE INDEX contact_child_by_person ON contact_child (person, received_at);
CREATE INDEX contact_child_by_state ON contact_child (state, received_at);

-- A statutory or local limit that runs, or ran. "Overdue" is computed when read.
CREATE TABLE clock_due (
  subject_kind text NOT NULL,
  subject      uuid NOT NULL,
  record       uuid NOT NULL,
  clock        text NOT NULL,
  person       uuid,
  started_on   date NOT NULL,
  due_on       date NOT NULL,
  stopped_on   date,
  late_reason  boolean NOT NULL,
  calendar     text NOT NULL,
  PRIMARY KEY (record, clock)
);
CREATE INDEX clock_due_open ON clock_due (stopped_on, due_on);
CREATE INDEX clock_due_by_subject ON clock_due (subject);

-- 4. Staff and reference records.

CREATE TABLE team (
  id         uuid NOT NULL PRIMARY KEY,
  name       text NOT NULL,
  telephone  text NOT NULL,
  front_door boolean NOT NULL,
  ended_on   date
);

CREATE TABLE worker (
  id         uuid NOT NULL PRIMARY KEY,
  name       text NOT NULL,
  email      text NOT NULL UNIQUE,
  role       text NOT NULL,
  team       uuid REFERENCES team (id),
  registration text NOT NULL,
  telephone  text NOT NULL,
  started_on date NOT NULL,
  ended_on   date
);

-- 5. Signing in.

CREATE TABLE account (
  worker        uuid NOT NULL PRIMARY KEY REFERENCES worker (id),
  password      text,
  totp_secret   text,
  totp_last_step bigint NOT NULL,
  oidc_subject  text UNIQUE,
  needs_totp    boolean NOT NULL,
  disabled_at   timestamptz
);

CREATE TABLE session (
  token_hash bytea NOT NULL PRIMARY KEY,
  worker     uuid  NOT NULL REFERENCES worker (id),
  csrf       text  NOT NULL,
  created_at timestamptz NOT NULL,
  seen_at    timestamptz NOT NULL,
  step_up_at timestamptz
);
CREATE INDEX session_by_worker ON session (worker);

CREATE TABLE sign_in_pending (
  state      text NOT NULL PRIMARY KEY,
  pending    text NOT NULL,
  return_to  text NOT NULL,
  created_at timestamptz NOT NULL
);

-- 6. Work in hand.

CREATE TABLE draft (
  id         uuid NOT NULL PRIMARY KEY,
  form       text NOT NULL,
  form_version integer NOT NULL,
  author     uuid NOT NULL REFERENCES worker (id),
  subject    uuid,
  request_id text NOT NULL,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  ended_at   timestamptz
);
CREATE INDEX draft_by_author ON draft (author, changed_at);

CREATE TABLE draft_answer (
  draft    uuid    NOT NULL REFERENCES draft (id),
  section  text    NOT NULL,
  revision bigint  NOT NULL,
  answers  text    NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (draft, section)
);

CREATE TABLE break_glass (
  n        bigint NOT NULL PRIMARY KEY,
  worker   uuid   NOT NULL,
  person   uuid   NOT NULL,
  at       timestamptz NOT NULL,
  until    timestamptz NOT NULL,
  purpose  text   NOT NULL,
  reason   text   NOT NULL,
  reviewer uuid,
  reviewed_at timestamptz,
  was_right boolean,
  review_words text NOT NULL
);
CREATE INDEX break_glass_by_person ON break_glass (person, until);

-- Somebody has to be told, or has to answer, now.
CREATE TABLE alert (
  id        uuid NOT NULL PRIMARY KEY,
  kind      text NOT NULL,
  to_worker uuid,
  to_role   text NOT NULL,
  contact   uuid,
  part      uuid,
  person    uuid,
  raised_at timestamptz NOT NULL,
  due_at    timestamptz,
  answered_at timestamptz,
  answered_by uuid,
  answer    text NOT NULL
);
CREATE INDEX alert_open ON alert (answered_at, to_worker, to_role);

CREATE TABLE job (
  id          uuid NOT NULL PRIMARY KEY,
  kind        text NOT NULL,
  state       text NOT NULL,
  starter     uuid NOT NULL,
  argument    text NOT NULL,
  progress    text NOT NULL,
  result      text,
  created_at  timestamptz NOT NULL,
  changed_at  timestamptz NOT NULL
);
CREATE INDEX job_by_state ON job (state, created_at);

CREATE TABLE upload (
  id      uuid  NOT NULL PRIMARY KEY,
  name    text  NOT NULL,
  digest  bytea NOT NULL,
  content bytea NOT NULL
);

CREATE TABLE setting (
  name  text NOT NULL PRIMARY KEY,
  value text NOT NULL
);

-- References YY-NNNNNN: the last number given in each year. Never reused; a gap means nothing.
CREATE TABLE reference_number (
  year integer NOT NULL PRIMARY KEY,
  last bigint  NOT NULL
);

-- 7. Append only, enforced by the database itself. The owner should also REVOKE UPDATE, DELETE, TRUNCATE from the role that serves
-- (docs/operations says how); the triggers hold whoever connects.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'the % table is append only', TG_TABLE_NAME; END $$;
CREATE TRIGGER entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER fact_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON fact FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER fact_about_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON fact_about FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER decision_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON decision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER redaction_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON redaction FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER access_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON access_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER access_subject_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON access_subject FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER body_no_delete BEFORE DELETE OR TRUNCATE ON body FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- A body can only be emptied, and only where a redaction says so.
CREATE FUNCTION refuse_unless_redacted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF NEW.payload IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.seq <> OLD.seq OR NEW.ord <> OLD.ord
     OR NOT EXISTS (SELECT 1 FROM redaction r WHERE r.body_seq = OLD.seq AND r.body_ord = OLD.ord)
  THEN RAISE EXCEPTION 'a body can only be redacted'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER body_only_redacted BEFORE UPDATE ON body FOR EACH ROW EXECUTE FUNCTION refuse_unless_redacted();
