"""For how long someone is taken to be there."""

from datetime import timedelta

HERE = timedelta(seconds=30)  # since the last sign of life of their page
A_MOMENT_AGO = timedelta(minutes=1)  # told to a page that is opened; also how long a row may stay
