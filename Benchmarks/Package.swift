// swift-tools-version: 6.2
import PackageDescription

/// The same settings as in the main manifest.
let strict: [SwiftSetting] = [
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// What `scripts/bench.sh` measures with. A package of its own, so that who builds the toolkit does not build it too.
let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "esim-toolkit", path: ".."),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    ],
    targets: [
        .target(name: "CAllocationCounter", cSettings: [.treatAllWarnings(as: .error)]),
        .executableTarget(
            name: "activation-codes",
            dependencies: ["CAllocationCounter", .product(name: "SGP22", package: "esim-toolkit")],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "chain-check",
            dependencies: [
                .product(name: "SGP22", package: "esim-toolkit"),
                .product(name: "ServerTrust", package: "esim-toolkit"),
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "chain-peer",
            cSettings: [.treatAllWarnings(as: .error)],
            linkerSettings: [.linkedLibrary("crypto")]
        ),
        .executableTarget(
            name: "handshake-peer",
            cSettings: [.treatAllWarnings(as: .error)],
            linkerSettings: [.linkedLibrary("ssl"), .linkedLibrary("crypto")]
        ),
        .executableTarget(name: "peak-memory", cSettings: [.treatAllWarnings(as: .error)]),
        .executableTarget(
            name: "qr-peer",
            cSettings: [.treatAllWarnings(as: .error)],
            linkerSettings: [.linkedLibrary("qrencode"), .linkedLibrary("png")]
        ),
        .executableTarget(
            name: "renewals",
            dependencies: [
                .product(name: "Plans", package: "esim-toolkit"), .product(name: "PlanStores", package: "esim-toolkit"),
                .product(name: "PlanServices", package: "esim-toolkit"),
                .product(name: "HTTPTransport", package: "esim-toolkit"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: strict
        ),
    ]
)
