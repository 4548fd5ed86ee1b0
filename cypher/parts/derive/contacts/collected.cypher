// For which periods a team's mail, meetings or checks were collected, as calendar days ago. Of a log that names hardly
// anybody whom the graph knows, silence tells nothing: then no period counts.
MATCH (collection:Collection)-[:OF]->(team:Team)
WHERE coalesce(collection.from <= $as_of, true)
  AND NOT EXISTS {
    MATCH (load:Load {status: 'published', unmatched: true})
    WHERE NOT EXISTS {
      MATCH (later:Load {status: 'published', source: load.source}) WHERE later.sequence > load.sequence
    }
  }
RETURN collect([team.team_id, duration.inDays(collection.from, $as_of).days,
                duration.inDays(collection.to, $as_of).days]) AS found;
