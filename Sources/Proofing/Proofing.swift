// Proofing: see design; being built.
