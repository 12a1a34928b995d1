"""Plain documents: what they are, what is known of them without opening them in a program."""
