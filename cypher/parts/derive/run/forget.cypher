// Removes records of steps that no longer exist or did not finish, so that no answer relies on them.
UNWIND $steps AS step
MATCH (derivation:Derivation {step: step})
DELETE derivation;
