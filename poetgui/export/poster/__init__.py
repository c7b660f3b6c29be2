"""A poem as a gift: laid out as calligraphy is mounted, with title, dedication, date and seals."""
