-- Nothing ever read or wrote it (decision 0028).
ALTER TABLE session DROP COLUMN step_up_at;
-- An export reads these in the order of their bytes, as SQLite has them, whatever the server's language is: so their keys have it too, or each page of
-- an export would sort all of the table.
ALTER TABLE setting ALTER COLUMN name TYPE text COLLATE "C";
ALTER TABLE draft_answer ALTER COLUMN section TYPE text COLLATE "C";
