// swift-tools-version: 6.2
import PackageDescription

/// The settings of every target of ours: language mode 6 comes from the tools version.
let strict: [SwiftSetting] = [
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// How `esimctl` is linked for release on Linux: without position independence, stripped, by lld. It starts in half the
/// time (Docs/Performance.md). Unsafe flags belong on the executable alone, so that the libraries stay usable elsewhere.
let quickStart: [LinkerSetting] = [
    .unsafeFlags(
        ["-Xclang-linker", "-no-pie", "-Xlinker", "-s", "-use-ld=lld", "-Xlinker", "--icf=safe"],
        .when(platforms: [.linux], configuration: .release)
    )
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

let package = Package(
    name: "esim-toolkit",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "SGP22", targets: ["SGP22"]),
        .library(name: "Localization", targets: ["Localization"]),
        .library(name: "QRRendering", targets: ["QRRendering"]),
        .library(name: "Vouchers", targets: ["Vouchers"]),
        .executable(name: "esimctl", targets: ["esimctl"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    ],
    targets: [
        // Pure: values and functions.
        .target(name: "SGP22", swiftSettings: strict),
        .target(name: "Localization", dependencies: ["SGP22"], swiftSettings: strict),

        // Adapters: one outside thing each.
        .systemLibrary(name: "CQRencode", providers: [.apt(["libqrencode-dev"]), .brew(["qrencode"])]),
        .systemLibrary(name: "CPNG", providers: [.apt(["libpng-dev"]), .brew(["libpng"])]),
        .target(name: "QRRendering", dependencies: ["CQRencode", "CPNG"], swiftSettings: strict),
        .target(
            name: "Vouchers",
            dependencies: ["SGP22", "Localization", "QRRendering", system],
            swiftSettings: strict
        ),

        // Edges: put together.
        .executableTarget(
            name: "esimctl",
            dependencies: ["SGP22", "Localization", "QRRendering", "Vouchers", argumentParser, system],
            swiftSettings: strict,
            linkerSettings: quickStart
        ),

        // Tests.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        .testTarget(name: "SGP22Tests", dependencies: ["SGP22", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "LocalizationTests",
            dependencies: ["Localization", "SGP22", "TestSupport"],
            swiftSettings: strict
        ),
        .testTarget(name: "QRRenderingTests", dependencies: ["QRRendering", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "VouchersTests",
            dependencies: ["Vouchers", "Localization", "QRRendering", "SGP22", "TestSupport"],
            swiftSettings: strict
        ),
        .testTarget(name: "esimctlTests", dependencies: ["esimctl", "TestSupport"], swiftSettings: strict),
    ]
)
