// Every id that was given up, by kind, with the one that counts instead, and whether there was a record of both, of which
// one became part of the other.
MATCH (alias:Alias)
RETURN collect([alias.kind, alias.old_id, alias.new_id, CASE alias.kind
  WHEN 'unit' THEN EXISTS { (:Unit|FormerUnit {unit_id: alias.old_id}) }
  WHEN 'team' THEN EXISTS { (:Team|FormerTeam {team_id: alias.old_id}) }
  WHEN 'role' THEN EXISTS { (:Role|FormerRole {role_id: alias.old_id}) }
  ELSE EXISTS { (:Person|FormerPerson {person_id: alias.old_id}) }
END]) AS found;
