// Takes away links that are no longer required.
UNWIND $link_id AS link_id
MATCH (link:Link {link_id: link_id})
DETACH DELETE link;
