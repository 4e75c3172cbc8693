-- Nothing ever read or wrote it (decision 0028).
ALTER TABLE session DROP COLUMN step_up_at;
