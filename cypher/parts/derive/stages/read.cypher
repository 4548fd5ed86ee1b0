// How contact of teams mixes stages, as it was at the last run.
MATCH (mix:StageMix)
RETURN collect([mix.mix_id, mix.level, mix.teams, mix.ties, mix.same, mix.expected, mix.low, mix.high, mix.p, mix.stages,
                mix.method, mix.version]) AS found;
