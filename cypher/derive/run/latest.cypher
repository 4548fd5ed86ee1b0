// The load that was published last, and the latest as-of date of any: what is derived is as of that date.
MATCH (load:Load {status: 'published'})
WITH load ORDER BY load.sequence DESC, load.as_of DESC
WITH collect(load.load_id)[0] AS load, max(load.as_of) AS as_of
RETURN load, as_of;
