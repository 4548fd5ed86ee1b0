// How every link is judged now.
MATCH (link:Link)
WHERE link.state IS NOT NULL
RETURN collect([link.link_id, link.state, link.family]) AS found;
