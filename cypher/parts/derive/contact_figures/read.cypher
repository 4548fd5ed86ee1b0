// How much contact there was at the last run, by channel.
MATCH (figure:ContactFigure)
RETURN collect([figure.channel, figure.people, figure.in_contact, figure.contacts, figure.pairs]) AS found;
