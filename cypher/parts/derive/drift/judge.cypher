// Records how many leaders could be judged; the rest of the step's record is written when the step is done.
MERGE (derivation:Derivation {step: 'drift'})
SET derivation.judged = $judged;
