// id: figures_over_time
// title: Figures over time
// question: What did the metrics say at the as-of date of each load?
// kind: view
// params:
//   metrics: {type: texts, help: 'Ids of metrics; none means all'}
//   keys: {type: texts, help: 'Rows of the metrics, such as ids of units; none means all'}
// columns:
//   - {name: as_of, type: date, key: true}
//   - {name: metric, type: text, key: true, help: 'Id of the metric; critical_findings counts what the ledger has'}
//   - {name: key, type: text, key: true, help: 'Values of the key columns of the row, joined by a vertical bar'}
//   - {name: column, type: text, key: true, help: 'Column of the metric'}
//   - {name: value, type: number}
//
// :params {metrics: null, keys: null}

// Of several loads with one date the last one tells; every load has the count of open critical findings.
MATCH (load:Figure {metric: 'critical_findings', column: 'open'})
WITH load.as_of AS as_of, max(load.load) AS latest
MATCH (figure:Figure {load: latest})
WHERE ($metrics IS NULL OR figure.metric IN $metrics) AND ($keys IS NULL OR figure.key IN $keys)
RETURN as_of, figure.metric AS metric, figure.key AS key, figure.column AS column, figure.value AS value
ORDER BY as_of, metric, key, column;
