// Drawing: see design; being built.
