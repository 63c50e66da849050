"""What reaches out: campaigns and partners."""
