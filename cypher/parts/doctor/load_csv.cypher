// Whether Cypher may read an address or a file; `loopline doctor` expects the server to refuse it.
// :params {url: 'file:///nowhere.csv'}
LOAD CSV FROM $url AS row
RETURN count(row) AS rows;
