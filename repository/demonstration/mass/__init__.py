"""Released packages in bulk, for trying the site at scale: `manage.py make_catalogue`."""
