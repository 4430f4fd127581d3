"""What can be told of a mail without a database: who wrote it, in which characters, what is new."""
