// Gives the lease back.
MATCH (lease:Lease {name: 'writer', holder: $holder})
REMOVE lease.holder, lease.doing, lease.user, lease.since, lease.until, lease.asked_at;
