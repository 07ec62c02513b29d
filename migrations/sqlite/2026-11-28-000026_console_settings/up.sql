-- How the console is kept, once an administrator chose it; until then it is as the configuration says.
CREATE TABLE console_settings (
    id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    age_hours INTEGER NOT NULL CHECK (age_hours BETWEEN 1 AND 720),
    claim_minutes INTEGER NOT NULL CHECK (claim_minutes BETWEEN 1 AND 1440)
);
