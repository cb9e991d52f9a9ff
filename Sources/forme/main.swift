import ArgumentParser

Compose.main()
