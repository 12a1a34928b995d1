"""What everybody reads: plain views over releases.

The home page uses `front`; the registrations at start-up use `institutions` and `preview`.
"""
