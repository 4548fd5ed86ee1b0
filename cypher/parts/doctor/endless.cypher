// A query that would run for hours; `loopline doctor` expects the server to end it on time.
// :params {rows: 1000000000000}
UNWIND range(1, $rows) AS number
RETURN count(number) AS counted;
