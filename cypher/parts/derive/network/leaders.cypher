// People on the state's leadership and implementation teams, with the types of the team.
MATCH (:Unit {level: 'state'})<-[:SERVES]-(team:Team {status: 'active'})<-[:MEMBER_OF]-(person:Person)
RETURN collect([person.person_id, team.type]) AS found;
