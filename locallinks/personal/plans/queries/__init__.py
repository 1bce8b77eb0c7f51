"""Reading a plan: one version with all that belongs to it, what is said around it, and how it is told."""
