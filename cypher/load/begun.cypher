// Whether this source was ever written, published or not.
MATCH (load:Load {source: $source})
RETURN count(load) AS begun;
