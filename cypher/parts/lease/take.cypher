// Takes the lease unless somebody holds it; one who is known to have ended holds nothing. Setting a property first locks
// the node, so that of two who take it at once the second sees what the first did. A lease is no fact: nothing is counted.
MERGE (lease:Lease {name: 'writer'})
SET lease.asked_at = datetime()
WITH lease
WHERE lease.holder IS NULL OR lease.holder IN $ended OR lease.until < datetime()
SET lease.holder = $holder, lease.doing = $doing, lease.user = $user, lease.since = datetime(),
    lease.until = datetime() + duration({seconds: $seconds});
