// Which of these links can't be judged now, because contact records are missing or too few.
UNWIND $keys AS key
MATCH (link:Link {link_id: key, family: 'cant_tell'})
RETURN collect(key) AS found;
