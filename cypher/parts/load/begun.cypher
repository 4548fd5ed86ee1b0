// Whether this source was ever written, published or not; and whether there is nothing at all yet.
RETURN COUNT { (:Load {source: $source}) } > 0 AS begun, NOT EXISTS { (n) } AS empty;
