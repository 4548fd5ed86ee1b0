"""graph/network/key_players."""
