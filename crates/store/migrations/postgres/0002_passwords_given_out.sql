-- The password was given out by an administrator: its owner chooses another before anything else.
ALTER TABLE account ADD COLUMN password_once boolean NOT NULL DEFAULT false;
