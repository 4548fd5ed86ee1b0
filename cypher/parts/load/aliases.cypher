// Kind, old and new id of each alias that loads gave.
MATCH (alias:Alias)
RETURN collect([alias.kind, alias.old_id, alias.new_id]) AS found;
