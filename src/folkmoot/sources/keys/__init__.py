"""The SSH keys that forges publish of their users: what a claim of an account is proven against."""
