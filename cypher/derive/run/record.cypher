// Records that a step ran.
MERGE (derivation:Derivation {step: $step})
SET derivation.load = $load, derivation.version = $version, derivation.as_of = $as_of, derivation.rows = $rows,
    derivation.told = $told, derivation.milliseconds = $milliseconds;
