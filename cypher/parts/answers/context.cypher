// What decides whether a query can be answered: the last load, its date, loaded sheets, steps that ran; and whether it
// is known how links stood at an earlier date.
OPTIONAL MATCH (load:Load {status: 'published'})
WITH load ORDER BY load.sequence DESC, load.as_of DESC
WITH collect(load.load_id)[0] AS load, max(load.as_of) AS as_of
RETURN load, as_of,
       COLLECT {
         MATCH (batch:LoadBatch)
         MATCH (:Load {load_id: batch.load_id, status: 'published'})
         RETURN DISTINCT batch.sheet
       } AS sheets,
       COLLECT {
         MATCH (derivation:Derivation)
         RETURN [derivation.step, derivation.load, coalesce(derivation.basis, '')]
       } AS steps,
       COLLECT { MATCH (answer:Answer) RETURN DISTINCT answer.load } AS answered,
       EXISTS { MATCH (period:LinkPeriod) WHERE period.since < as_of } AS history;
