// Intake: see design; being built.
