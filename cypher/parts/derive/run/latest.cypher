// The last published load with its number, and the latest as-of date of any load, which derived facts use.
MATCH (load:Load {status: 'published'})
WITH load ORDER BY load.sequence DESC, load.as_of DESC
WITH collect(load) AS loads, max(load.as_of) AS as_of
RETURN loads[0].load_id AS load, loads[0].sequence AS sequence, as_of,
       any(load IN loads WHERE load.number IS NULL) AS older;
