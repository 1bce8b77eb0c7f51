"""The pages: `arranging` a plan, `asking` who could help, and `changing` what runs."""
