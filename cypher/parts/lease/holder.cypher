// Who holds the lease, for which user, what for and since when, and whether its time has passed.
MATCH (lease:Lease {name: 'writer'})
WHERE lease.holder IS NOT NULL
RETURN lease.holder AS holder, lease.user AS user, lease.doing AS doing, lease.since AS since,
       lease.until < datetime() AS passed;
