// Writes how much contact there is, by channel.
UNWIND range(0, size($channel) - 1) AS i
MERGE (figure:ContactFigure {channel: $channel[i]})
SET figure.people = $people[i], figure.in_contact = $in_contact[i], figure.contacts = $contacts[i],
    figure.pairs = $pairs[i], figure.load = $load;
