"""Bytes under their digest, the documents and pictures that point at them, and how they are served.

What other rooms use is in services.py, serving.py, pictures.py, references.py and errors.py; see
README.md.
"""
