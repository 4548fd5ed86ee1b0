// Marks all steps as out of date, so that an interrupted run is recognized as unfinished.
MATCH (derivation:Derivation)
SET derivation.load = '';
