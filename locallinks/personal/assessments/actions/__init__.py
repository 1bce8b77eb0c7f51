"""What is done in this room: the conversation and its decision."""
