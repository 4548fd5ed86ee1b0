// The first statement of each transaction that writes: changes something only while the lease is ours, and keeps it
// ours until the transaction ends.
MATCH (lease:Lease {name: 'writer', holder: $holder})
SET lease.until = datetime() + duration({seconds: $seconds});
