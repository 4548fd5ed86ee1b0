// Every row of contact that goes out from people of a range of ids, a record a channel, as columns of equal length: the
// server's numbers of both, how often, and the days of the first and of the last contact as year * 366 + day of the
// year, 0 where none is said. A row without `last` has the as-of date of its load. With `loads`, only of those people
// whose contacts one of these loads changed.
MATCH (one:Person|FormerPerson)
WHERE one.person_id > $after AND one.person_id <= $until
  AND ($loads IS NULL OR one.contacts_load IN $loads)
MATCH (one)-[contact:COMMUNICATES_WITH]->(other)
WITH one, other, contact {.channel, .count, .first, .last, .stated} AS said
RETURN said.channel AS channel,
       collect(id(one)) AS starts,
       collect(id(other)) AS ends,
       collect(coalesce(said.count, 1)) AS counts,
       collect(coalesce(said.first.year * 366 + said.first.ordinalDay, 0)) AS firsts,
       collect(coalesce(said.last.year * 366 + said.last.ordinalDay,
                        said.stated.year * 366 + said.stated.ordinalDay, 0)) AS lasts;
