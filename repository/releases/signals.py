"""Words to the rooms above, sent inside the transaction that makes the change.

What a receiver writes is there with the release or not at all; a receiver that raises stops the
publish. What leaves the database (mail, files, other machines) belongs into
`transaction.on_commit`. The sender is the class `Release`; the arguments are those named here.
"""

from __future__ import annotations

from django.dispatch import Signal

# release: Release; previous: Release | None, the highest number before it, withdrawn or not.
released = Signal()

# release: Release; withdrawal: Withdrawal
withdrawn = Signal()

# release: Release; urgency: Urgency
made_urgent = Signal()
