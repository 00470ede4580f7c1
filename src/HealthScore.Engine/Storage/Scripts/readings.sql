-- Readings packed by account and month: `data` holds all metrics of the month (see ReadingMonth), `version` counts its writes,
-- so that a writer notices when another one changed the row since it was read.
create table reading_month (
    account_id bigint not null,
    month date not null,
    version integer not null,
    data bytea not null,
    primary key (account_id, month)
) partition by range (month);

-- Our encoding leaves nothing for a compressor to find.
alter table reading_month alter column data set storage external;

-- Makes the missing partitions. A table is attached rather than made as a partition, because only this lets readers and writers go on.
create function ensure_reading_months(months date[]) returns void language plpgsql as $$
declare
    month date;
    name text;
begin
    foreach month in array months loop
        name := 'reading_month_' || to_char(month, 'YYYYMM');
        continue when to_regclass(name) is not null;
        perform pg_advisory_xact_lock(hashtext('ensure_reading_months'));
        -- Asked of the table, because what to_regclass remembers is older than the lock.
        continue when exists (select from pg_class c join pg_inherits i on i.inhrelid = c.oid where i.inhparent = 'reading_month'::regclass and c.relname = name);
        -- Room on the page for the next version of a row keeps it where it is; up to a page a row stays in one piece.
        execute format('create table %I (like reading_month including all) with (fillfactor = 70, toast_tuple_target = 8160)', name);
        execute format('alter table %I add constraint in_month check (month >= %L and month < %L)', name, month, (month + interval '1 month')::date);
        execute format('alter table reading_month attach partition %I for values from (%L) to (%L)', name, month, (month + interval '1 month')::date);
        execute format('alter table %I drop constraint in_month', name);
    end loop;
end $$;

-- How many accounts have a reading of the metric on the day; kept exact by every write, never 0. It tells which sources were silent when.
create table metric_day (
    metric_id smallint not null,
    day date not null,
    readings bigint not null,
    primary key (metric_id, day)
);

-- The double whose bits are the eight (or, for a float32, four) bytes from a position on, lowest first.
create function packed_float(data bytea, at integer, width integer) returns double precision language plpgsql immutable strict parallel safe as $$
declare
    fraction_bits constant integer := case width when 8 then 52 else 23 end;
    bias constant integer := case width when 8 then 1075 else 150 end;
    bits bigint := 0;
    exponent integer;
    fraction double precision;
    power integer;
begin
    for i in reverse width - 1 .. 0 loop
        bits := (bits << 8) | get_byte(data, at + i);
    end loop;
    exponent := (bits >> fraction_bits) & case width when 8 then 2047 else 255 end;
    fraction := bits & ((1::bigint << fraction_bits) - 1);
    if exponent > 0 then
        fraction := fraction + (1::bigint << fraction_bits);
    end if;
    -- In two steps, because the power of two alone may be too small for a double.
    power := greatest(exponent, 1) - bias;
    fraction := fraction * 2::double precision ^ (power / 2) * 2::double precision ^ (power - power / 2);
    return case when get_byte(data, at + width - 1) > 127 then -fraction else fraction end;
end $$;

-- Unpacks one row for analysts; the program has its own, fast way.
create function unpack_readings(month date, data bytea) returns table (metric_id smallint, day date, value double precision)
language plpgsql immutable strict parallel safe as $$
declare
    at integer := 1;
    present bigint;
    code integer;
    width integer;
    same boolean;
    step integer;
begin
    if get_byte(data, 0) <> 1 then
        raise exception 'packed readings have the format %, which this function does not know', get_byte(data, 0);
    end if;
    while at < length(data) loop
        metric_id := get_byte(data, at) | (get_byte(data, at + 1) << 8);
        code := get_byte(data, at + 2);
        present := get_byte(data, at + 3) | (get_byte(data, at + 4) << 8) | (get_byte(data, at + 5) << 16) | (get_byte(data, at + 6)::bigint << 24);
        at := at + 7;
        same := code > 127;
        width := case code & 127 when 0 then 8 when 1 then 4 else case code & 112 when 16 then 1 when 32 then 2 when 48 then 4 end end;
        step := case when same then 0 else width end;
        for d in 0 .. 30 loop
            if (present >> d) & 1 = 1 then
                day := month + d;
                if code & 112 = 0 then
                    value := packed_float(data, at, width);
                else
                    value := case width
                        when 1 then get_byte(data, at)
                        when 2 then get_byte(data, at) | (get_byte(data, at + 1) << 8)
                        else get_byte(data, at) | (get_byte(data, at + 1) << 8) | (get_byte(data, at + 2) << 16) | (get_byte(data, at + 3) << 24)
                    end / ('1e' || (code & 15))::double precision;
                end if;
                return next;
                at := at + step;
            end if;
        end loop;
        if same then
            at := at + width;
        end if;
    end loop;
end $$;

-- Every reading as a row. Ask for accounts and months by the columns account_id and month; the other columns are known only after unpacking.
create view reading as
select r.account_id, r.month, u.metric_id, u.day, u.value
from reading_month r
cross join lateral unpack_readings(r.month, r.data) u;
