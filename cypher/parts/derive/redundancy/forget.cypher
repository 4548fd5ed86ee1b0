// Days of contact by direction, which older versions kept whoever's contact it was.
MATCH (link:Link)
WHERE link.last_down IS NOT NULL OR link.last_up IS NOT NULL
REMOVE link.last_down, link.last_up;
