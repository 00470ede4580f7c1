-- The days on which all accounts were placed into segments: each day once, whichever node wakes how often.
create table placed_day (day date primary key);
