-- A row for every time that rows of account_current were renewed, since all of them were: what was summed up from them holds as
-- long as neither the number of these rows nor the last of them changes. Rows rather than a counter, so that no writer waits for another.
create table account_current_change (id bigint generated always as identity primary key);
