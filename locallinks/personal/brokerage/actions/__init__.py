"""What is done to make a plan happen: `arranging` it, `asking` who could give it, `changing` what runs."""
