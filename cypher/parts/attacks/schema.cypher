// Changes the schema.
CREATE INDEX attack IF NOT EXISTS FOR (n:Attack) ON (n.x);
