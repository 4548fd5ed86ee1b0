// Takes away links that would no longer mend.
UNWIND range(0, size($silo_id) - 1) AS i
MATCH (:Silo {silo_id: $silo_id[i]})-[mend:MEND]->(:Unit {unit_id: $unit_id[i]})
DELETE mend;
