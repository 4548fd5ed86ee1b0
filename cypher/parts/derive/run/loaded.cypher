// Sheets that were ever loaded: by the loads' own record (a header without rows counts) and by the facts that are there.
// Beside them `strangers`: the last load of a log names hardly anybody whom another source knows.
OPTIONAL MATCH (batch:LoadBatch)
OPTIONAL MATCH (load:Load {load_id: batch.load_id})
WITH collect(DISTINCT CASE WHEN coalesce(load.status, 'published') = 'published' THEN batch.sheet END) AS sheets
RETURN sheets,
       CASE WHEN EXISTS { (:Person)-[:COMMUNICATES_WITH]->(:Person) } THEN ['contacts'] ELSE [] END
       + CASE WHEN EXISTS { (:Meeting) } THEN ['meetings'] ELSE [] END
       + CASE WHEN EXISTS { (:LinkCheck) } THEN ['link_checks'] ELSE [] END
       + CASE WHEN EXISTS { (:Collection) } THEN ['collected'] ELSE [] END
       + CASE WHEN EXISTS { (:Protocol) } THEN ['protocols'] ELSE [] END
       + CASE WHEN EXISTS { (:Team)-[:SUPPORTS|REPORTS_TO]->(:Team) } THEN ['team_links'] ELSE [] END
       + CASE WHEN EXISTS { (:Team) } THEN ['teams'] ELSE [] END
       + CASE WHEN EXISTS {
           MATCH (log:Load {status: 'published', unmatched: true})
           WHERE NOT EXISTS {
             MATCH (later:Load {status: 'published', source: log.source}) WHERE later.sequence > log.sequence
           }
         } THEN ['strangers'] ELSE [] END AS signs;
