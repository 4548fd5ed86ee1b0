// Which links would mend which unit, as at the last run.
MATCH (silo:Silo)-[mend:MEND]->(unit:Unit)
RETURN collect([silo.silo_id, unit.unit_id, mend.place, mend.ties, mend.expected]) AS found;
