// What happened to a finding, or to all of them, from a load or from a date on, in order.
MATCH (event:LedgerEvent)
WHERE ($finding IS NULL OR event.finding_id = $finding)
  AND ($load IS NULL OR event.load >= $load) AND ($day IS NULL OR event.as_of >= $day)
RETURN event.finding_id AS finding_id, event.kind AS kind, event.text AS text, event.by AS by, event.as_of AS as_of,
       event.load AS load, event.entered_at AS entered_at, event.event_id AS event_id
ORDER BY event_id;
