// Writes the state of links with the facts behind it.
UNWIND range(0, size($link_id) - 1) AS i
MATCH (link:Link {link_id: $link_id[i]})
SET link.state = $state[i], link.family = $family[i], link.last_contact = $last_contact[i],
    link.last_down = $last_down[i], link.last_up = $last_up[i], link.days_since = $days_since[i],
    link.rhythm = $rhythm[i], link.protocols = $protocols[i], link.agreed_on = $agreed_on[i],
    link.covered = $covered[i], link.supported = $supported[i], link.unsupported = $unsupported[i];
