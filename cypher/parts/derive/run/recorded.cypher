// The record of each step's last run.
MATCH (derivation:Derivation)
RETURN collect([derivation.step, derivation.load, derivation.version, derivation.as_of, derivation.rows,
                derivation.basis, derivation.sequence, derivation.reads]) AS found;
