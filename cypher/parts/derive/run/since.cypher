// How many loads there are since one, what they have changed, by label and relationship type; whether that is known of
// all of them; and which sheets came for the first time.
OPTIONAL MATCH (load:Load)
WHERE load.sequence > $sequence OR load.status <> 'published'
WITH collect(load) AS loads
RETURN size(loads) AS loads,
       reduce(all = [], load IN loads | all + coalesce(load.touched, [])) AS touched,
       all(load IN loads WHERE load.status = 'published' AND load.touched IS NOT NULL)
         AND EXISTS { (:Load {load_id: $load, status: 'published'}) } AS known,
       COLLECT {
         MATCH (batch:LoadBatch)
         WHERE batch.load_id IN [load IN loads | load.load_id] AND NOT EXISTS {
           MATCH (earlier:LoadBatch {sheet: batch.sheet})
           MATCH (:Load {load_id: earlier.load_id, status: 'published'})
           WHERE NOT earlier.load_id IN [load IN loads | load.load_id]
         }
         RETURN DISTINCT batch.sheet
       } AS sheets;
