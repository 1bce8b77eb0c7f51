"""Workloads that are measured. `bin/bench NAME` runs `python -m bench.NAME`; each prints ratios, not bare times."""
