// Records that a step ran, or that its inputs have not changed.
MERGE (derivation:Derivation {step: $step})
SET derivation.load = $load, derivation.version = $version, derivation.as_of = $as_of, derivation.rows = $rows,
    derivation.basis = $basis, derivation.sequence = $sequence, derivation.reads = $reads,
    derivation.milliseconds = coalesce($milliseconds, derivation.milliseconds);
