// Prepress: see design; being built.
