"""The pages of a plan: `reading`, `writing`, `talking`, `deciding`; `linked` by a link; `paper` is what they share."""
