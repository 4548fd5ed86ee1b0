// Number of leaders that could be judged at the last run.
MATCH (derivation:Derivation {step: 'drift'})
RETURN collect(derivation.judged) AS found;
