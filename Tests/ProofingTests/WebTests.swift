import Testing

@testable import Proofing
