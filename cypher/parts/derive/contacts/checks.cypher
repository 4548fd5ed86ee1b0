// What teams report about their own contact. A check can be filled in before its period has ended.
MATCH (one:Team)<-[:FROM]-(check:LinkCheck)-[:TO]->(other:Team)
WHERE coalesce(check.met_on, check.period_end) <= $as_of OR (check.met_on IS NULL AND check.stated <= $as_of)
WITH DISTINCT one, check, other
RETURN collect([one.team_id, other.team_id, check.confirmed_by_team,
                duration.inDays(coalesce(check.met_on, check.period_end), $as_of).days,
                duration.inDays(coalesce(check.period_end, check.met_on), $as_of).days,
                check.met_on IS NOT NULL, check.we_heard_from_them, check.they_answered_us,
                check.people_ours, check.people_theirs]) AS found;
