// Says of no step any more that it is up to date, so that a run that is cut off is seen to be unfinished.
MATCH (derivation:Derivation)
SET derivation.load = '';
