"""The measurements of tools/bench/run."""
