// What gaps cost at the last run.
MATCH (link:Link)
RETURN collect([link.link_id, link.cuts_off, link.reconnects]) AS found;
