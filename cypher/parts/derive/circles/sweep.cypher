// Takes away leaders whose contacts are no longer of one circle.
UNWIND $circle_id AS circle_id
MATCH (circle:Circle {circle_id: circle_id})
DETACH DELETE circle;
