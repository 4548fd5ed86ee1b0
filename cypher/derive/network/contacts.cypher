// A page of people with every row of contact that goes out from them, as columns of equal length: the server's numbers
// of both, how many calendar days ago it last was, how often, and the channel. A row without `last` has the as-of date
// of its load; a period that runs past the as-of date counts up to it, one that begins later does not count yet.
MATCH (one:Person)
WHERE one.person_id > $after
WITH one ORDER BY one.person_id LIMIT $size
OPTIONAL MATCH (one)-[contact:COMMUNICATES_WITH]->(other:Person)
WHERE coalesce(contact.first, contact.last, contact.stated, $as_of) <= $as_of
WITH one, other, contact, coalesce(contact.last, contact.stated, $as_of) AS day
RETURN max(one.person_id) AS last,
       collect(CASE WHEN other IS NOT NULL THEN id(one) END) AS starts,
       collect(id(other)) AS ends,
       collect(CASE WHEN other IS NOT NULL THEN duration.inDays(day, $as_of).days END) AS ages,
       collect(CASE WHEN other IS NOT NULL THEN coalesce(contact.count, 1) END) AS counts,
       collect(CASE WHEN other IS NOT NULL THEN coalesce(contact.channel, '') END) AS channels;
