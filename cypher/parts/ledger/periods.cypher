// The periods of links that stand, and those that ended on this day; whether any began before it; how links were judged.
OPTIONAL MATCH (ledger:Ledger {name: 'links'})
RETURN coalesce(ledger.asked, '') AS how,
       EXISTS { MATCH (period:LinkPeriod) WHERE period.since < $day } AS earlier,
       COLLECT {
         MATCH (period:LinkPeriod)
         WHERE period.until IS NULL OR period.until >= $day
         RETURN [period.link_id, period.state, period.family, period.began, period.since, period.load, period.until,
                 period.ended]
       } AS found;
