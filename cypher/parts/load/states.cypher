// Units of level state: a graph has one.
MATCH (unit:Unit {level: 'state'})
RETURN unit.unit_id AS unit_id;
