// Takes away channels on which nothing is on record any more.
UNWIND $channel AS channel
MATCH (figure:ContactFigure {channel: channel})
DELETE figure;
