// Whether this source was ever written, published or not, and whether the graph is empty.
RETURN COUNT { (:Load {source: $source}) } > 0 AS begun, NOT EXISTS { (n) } AS empty;
