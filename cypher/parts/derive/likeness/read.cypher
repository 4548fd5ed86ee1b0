// How alike communities and formal groups were at the last run.
MATCH (fit:Likeness)
RETURN collect([fit.level, fit.groups, fit.people, fit.ari, fit.low, fit.high, fit.nmi, fit.communities, fit.modularity,
                fit.stability, fit.seeds, fit.covered, fit.method, fit.version]) AS found;
