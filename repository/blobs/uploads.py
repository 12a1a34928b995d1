"""Uploads on their way in: large ones go to this machine's disk, where a broken-off one is found.

Django's own handler names its temporary file after the upload (a very long extension is an error
there), leaves it in a folder that nobody looks after, and answers a full disk with a traceback.
"""

from __future__ import annotations

import io
import tempfile
from datetime import timedelta
from typing import IO, Any, cast

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from repository.blobs.errors import StorageFailedError
from repository.blobs.leftovers import hold, remove_leftover, upload_folder, upload_leftovers
from repository.lib.clock import now

FORGOTTEN = timedelta(hours=1)


class UploadOnDisk(TemporaryUploadedFile):
    """An upload in a temporary file that has nothing of its name."""

    def __init__(self, opened: IO[bytes], handler: FileUploadHandler) -> None:
        UploadedFile.__init__(
            self,
            cast(Any, opened),
            handler.file_name,
            handler.content_type,
            0,
            handler.charset,
            handler.content_type_extra,
        )


class FailedUpload(UploadedFile):  # type: ignore[type-arg]  # generic in the stubs only
    """An upload that this machine could not take. `failure`: why, in words for its sender."""

    def __init__(self, failure: StorageFailedError, name: str | None, size: int) -> None:
        super().__init__(io.BytesIO(), name, size=size)
        self.failure = failure


class DiskUploadHandler(FileUploadHandler):
    """Puts what comes into a file; where the disk is full, the form says so (`FailedUpload`)."""

    # A small upload that is broken off never comes here, but this handler is told of its end too.
    failure: StorageFailedError | None = None
    upload: UploadOnDisk | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.failure = self.upload = None
        for leftover in upload_leftovers(now() - FORGOTTEN):
            remove_leftover(leftover)
        try:
            upload_folder().mkdir(mode=0o750, parents=True, exist_ok=True)
            opened = tempfile.NamedTemporaryFile(dir=upload_folder(), prefix="upload-")  # noqa: SIM115 - closed with the request
            hold(opened)
            self.upload = UploadOnDisk(opened, self)
        except OSError as error:
            self._give_up(error)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.upload is not None:
            try:
                self.upload.write(raw_data)
            except OSError as error:
                self._give_up(error)

    def file_complete(self, file_size: int) -> UploadedFile[Any]:
        if self.upload is not None:
            try:
                self.upload.flush()
                self.upload.seek(0)
                self.upload.size = file_size
            except OSError as error:
                self._give_up(error)
            else:
                return self.upload
        failure = self.failure or StorageFailedError("no temporary file")
        return FailedUpload(failure, self.file_name, file_size)

    def upload_interrupted(self) -> None:
        if self.upload is not None:
            self.upload.close()

    def _give_up(self, error: OSError) -> None:
        self.failure = StorageFailedError.from_os_error(error)
        if self.upload is not None:
            upload, self.upload = self.upload, None
            upload.close()
