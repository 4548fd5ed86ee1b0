// Takes away the record of steps that no longer exist or did not finish, so that nothing answers from them.
UNWIND $steps AS step
MATCH (derivation:Derivation {step: step})
DELETE derivation;
