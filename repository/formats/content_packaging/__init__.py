"""IMS Content Packaging: the manifest that SCORM and Common Cartridge build on."""
