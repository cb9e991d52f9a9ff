// swift-tools-version: 6.2
import PackageDescription

/// Settings of every target; the C edge (Drawing, Prepress) uses these alone.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// For targets without C: unsafe code is an error.
let safe =
  strict + [.strictMemorySafety(), .treatWarning("StrictMemorySafety", as: .error)]

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")

let package = Package(
  name: "forme",
  products: [
    .executable(name: "forme", targets: ["forme"]),
    .library(name: "Forme", targets: ["Newspaper", "Intake", "Production"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
  ],
  targets: [
    .systemLibrary(
      name: "CPango",
      pkgConfig:
        "pangocairo pangofc pangoft2 cairo-pdf cairo-ft fontconfig harfbuzz harfbuzz-subset freetype2 zlib"
    ),
    .target(name: "CICU", linkerSettings: [.linkedLibrary("icuuc")]),
    .systemLibrary(name: "CRSVG", pkgConfig: "librsvg-2.0"),
    .systemLibrary(name: "CZint"),
    .systemLibrary(name: "CTurboJPEG", pkgConfig: "libturbojpeg"),
    .systemLibrary(name: "CQPDF", pkgConfig: "libqpdf"),
    .systemLibrary(name: "CVips", pkgConfig: "vips gmodule-no-export-2.0"),
    .systemLibrary(name: "CLCMS", pkgConfig: "lcms2"),
    .systemLibrary(name: "CNettle", pkgConfig: "nettle"),
    .systemLibrary(name: "CSodium", pkgConfig: "libsodium"),
    .systemLibrary(name: "CCUPS"),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl"),
    .target(name: "Newspaper", swiftSettings: safe),
    .target(
      name: "Intake", dependencies: ["Newspaper", .product(name: "Yams", package: "Yams")],
      swiftSettings: safe),
    .testTarget(
      name: "IntakeTests", dependencies: ["Newspaper", "Intake", "Production", "TestSupport"],
      swiftSettings: safe),
    .target(name: "Composition", dependencies: ["Newspaper"], swiftSettings: safe),
    .target(name: "Makeup", dependencies: ["Newspaper", "Composition"], swiftSettings: safe),
    .target(
      name: "Drawing",
      dependencies: [
        "Newspaper", "Composition", "CPango", "CICU", "CRSVG", "CZint", "CTurboJPEG",
      ],
      swiftSettings: strict),
    .target(
      name: "Prepress", dependencies: ["Newspaper", "CQPDF", "CVips", "CLCMS", "CNettle"],
      exclude: ["Profiles", "PDFX4.md"], swiftSettings: strict),
    .target(
      name: "ObjectStore", dependencies: ["CCurl", "CSodium"], swiftSettings: strict),
    .target(
      name: "Production",
      dependencies: [
        "Newspaper", "Intake", "Composition", "Makeup", "Drawing", "Prepress", "ObjectStore", grdb,
      ],
      swiftSettings: safe),
    .target(
      name: "Proofing",
      dependencies: [
        "Newspaper", "Intake", "Makeup", "Prepress", "Production", "CSodium", grdb,
        .product(name: "FlyingFox", package: "FlyingFox"),
        .product(name: "FlyingSocks", package: "FlyingFox"),
      ],
      resources: [.copy("Web")], swiftSettings: strict),
    .target(
      name: "Delivery", dependencies: ["Newspaper", "Intake", "CCUPS", "CSodium", grdb],
      swiftSettings: strict),
    .executableTarget(
      name: "forme",
      dependencies: [
        "Newspaper", "Composition", "Makeup", "Production", "Proofing", "Delivery",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: safe),
    .testTarget(
      name: "DrawingTests", dependencies: ["Newspaper", "Composition", "Drawing"],
      swiftSettings: strict),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "Newspaper", "Intake", "Composition", "Drawing", "Makeup", "Production", "Proofing",
      ],
      swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["Newspaper", "Composition"], path: "Tests/TestSupport",
      swiftSettings: safe),
    .testTarget(
      name: "CompositionTests", dependencies: ["Newspaper", "Composition", "TestSupport"],
      swiftSettings: safe),
    .testTarget(
      name: "MakeupTests", dependencies: ["Newspaper", "Composition", "Makeup", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "DocumentationTests", dependencies: ["Newspaper", "Intake", "Makeup", "Production"],
      swiftSettings: safe),
    .testTarget(
      name: "PrepressTests",
      dependencies: ["Newspaper", "Prepress", "CPango", "CVips", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ProofingTests",
      dependencies: [
        "Newspaper", "Intake", "Makeup", "Prepress", "Production", "Proofing", "TestSupport",
        "DeskWriter",
        .product(name: "FlyingFox", package: "FlyingFox"),
        .product(name: "FlyingSocks", package: "FlyingFox"),
      ],
      exclude: ["Browser"], swiftSettings: strict),
    .executableTarget(
      name: "DeskWriter", dependencies: ["Newspaper", "Intake", "Production", "Proofing"],
      path: "Tests/DeskWriter", swiftSettings: strict),
    .testTarget(
      name: "DeliveryTests",
      dependencies: ["Newspaper", "Intake", "Delivery", "TestSupport", "forme"],
      swiftSettings: strict),
    .testTarget(
      name: "CommandTests", dependencies: ["TestSupport", "forme"], swiftSettings: safe),
    .testTarget(
      name: "ProductionTests",
      dependencies: [
        "Newspaper", "Intake", "Composition", "Makeup", "Production", "TestSupport", "forme",
      ],
      swiftSettings: safe),
  ]
)
