// Makeup: see design; being built.
