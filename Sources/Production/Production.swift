// Production: see design; being built.
