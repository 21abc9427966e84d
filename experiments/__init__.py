"""Many runs and what they mean, one file a question."""
