// The states of links as they were at the last run.
MATCH (link:Link)
RETURN collect([link.link_id, link.state, link.family, link.last_contact, link.last_down, link.last_up, link.days_since,
                link.rhythm, link.protocols, link.agreed_on, link.covered]) AS found;
