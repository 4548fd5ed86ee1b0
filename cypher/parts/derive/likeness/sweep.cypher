// Takes away levels that are no longer compared.
UNWIND $level AS level
MATCH (fit:Likeness {level: level})
DETACH DELETE fit;
