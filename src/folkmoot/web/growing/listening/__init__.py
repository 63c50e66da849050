"""Where the community is listened to and helped along: camps, complaint conferences, questions."""
