// Sheets that were ever loaded: by the loads' own record (a header without rows counts) and by the facts that are there.
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
       + CASE WHEN EXISTS { (:Team) } THEN ['teams'] ELSE [] END AS signs;
