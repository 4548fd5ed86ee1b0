// Answers if the server does.
RETURN 1 AS found;
