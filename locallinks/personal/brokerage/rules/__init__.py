"""Pure decisions: `arranging` a line, `asking` who could give it, `changing` what runs, the `risks` it has, and
`partings`: what is said before anybody takes the place of a friend."""
