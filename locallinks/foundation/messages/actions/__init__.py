"""Queue a message and see it through (`sending`); tell somebody because the person asks (`asked`)."""
