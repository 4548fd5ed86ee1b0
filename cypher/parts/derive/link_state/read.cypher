// The states of links as they were at the last run; dates as text, which travels faster and compares as well.
MATCH (link:Link)
RETURN collect([link.link_id, link.state, link.family, toString(link.last_contact), toString(link.last_down),
                toString(link.last_up), link.days_since, link.rhythm, link.protocols, toString(link.agreed_on),
                link.covered, link.supported, link.unsupported]) AS found;
