// By how many people links were held at the last run.
MATCH (link:Link)
RETURN collect([link.link_id, link.people, link.single]) AS found;
