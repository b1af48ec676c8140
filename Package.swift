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

/// How `esimctl` is linked for release on Linux: without position independence, stripped, by lld, with the archives that
/// the launcher has put into `.build/archives`, if it has, in place of shared libraries. It starts in less than half the
/// time (Docs/Performance.md). Unsafe flags belong on the executable alone, so that the libraries stay usable elsewhere.
let quickStart: [LinkerSetting] = [
    .unsafeFlags(
        [
            "-L\(Context.packageDirectory)/.build/archives", "-lz",  // libpng.a does not bring it along
            "-Xclang-linker", "-no-pie", "-Xclang-linker", "-static-libgcc", "-Xlinker", "-s", "-use-ld=lld",
            "-Xlinker", "--icf=safe",
        ],
        .when(platforms: [.linux], configuration: .release)
    )
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let grdb: [Target.Dependency] = [
    .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
]

let package = Package(
    name: "esim-toolkit",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "SGP22", targets: ["SGP22"]),
        .library(name: "Plans", targets: ["Plans"]),
        .library(name: "PlanStores", targets: ["PlanStores"]),
        .library(name: "PlanServices", targets: ["PlanServices"]),
        .library(name: "SecretBoxes", targets: ["SecretBoxes"]),
        .library(name: "Localization", targets: ["Localization"]),
        .library(name: "QRRendering", targets: ["QRRendering"]),
        .library(name: "Vouchers", targets: ["Vouchers"]),
        .library(name: "ServerTrust", targets: ["ServerTrust"]),
        .library(name: "HTTPTransport", targets: ["HTTPTransport"]),
        .executable(name: "esimctl", targets: ["esimctl"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        // Pure: values and functions.
        .target(name: "SGP22", swiftSettings: strict),
        .target(name: "Plans", swiftSettings: strict),
        .target(name: "Localization", dependencies: ["SGP22", "Plans"], swiftSettings: strict),
        .target(name: "DocumentScanning", swiftSettings: strict),
        .target(name: "StrictJSON", swiftSettings: strict),

        // Adapters: one outside thing each.
        .systemLibrary(name: "CQRencode", providers: [.apt(["libqrencode-dev"]), .brew(["qrencode"])]),
        .systemLibrary(name: "CPNG", providers: [.apt(["libpng-dev"]), .brew(["libpng"])]),
        .systemLibrary(name: "CJPEG", providers: [.apt(["libjpeg-dev"]), .brew(["jpeg-turbo"])]),
        .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        .systemLibrary(name: "COpenSSL", providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
        .target(
            name: "CZXing",
            linkerSettings: [
                .linkedLibrary("dl", .when(platforms: [.linux])), .linkedLibrary("ZXing", .when(platforms: [.macOS])),
            ]
        ),
        .target(
            name: "QRRendering",
            dependencies: ["CQRencode", "CPNG", "CJPEG", "CZXing", "CZlib"],
            swiftSettings: strict
        ),
        .target(
            name: "Vouchers",
            dependencies: ["SGP22", "Localization", "QRRendering", system],
            swiftSettings: strict
        ),
        .target(name: "CPostgreSQL", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        .target(
            name: "PlanStores",
            dependencies: ["Plans", "CSQLite", "CPostgreSQL", system] + grdb,
            swiftSettings: strict
        ),
        .target(name: "SecretBoxes", dependencies: ["Plans", "COpenSSL"], swiftSettings: strict),
        .target(name: "PlanSimulation", dependencies: ["Plans", "PlanStores", "StrictJSON"], swiftSettings: strict),
        .target(name: "DetachedThreads", swiftSettings: strict),
        .target(
            name: "ServerTrust",
            dependencies: ["SGP22", "COpenSSL", "DetachedThreads", system],
            swiftSettings: strict
        ),
        .target(name: "HTTPService", dependencies: ["COpenSSL", "DetachedThreads"], swiftSettings: strict),
        .target(name: "Lab", dependencies: ["SGP22", "Plans", "HTTPService", "COpenSSL"], swiftSettings: strict),
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        .target(name: "HTTPTransport", dependencies: ["CCurl", "DetachedThreads"], swiftSettings: strict),
        .target(
            name: "PlanServices",
            dependencies: ["Plans", "Localization", "HTTPTransport", system],
            swiftSettings: strict
        ),

        // Edges: put together.
        .executableTarget(
            name: "esimctl",
            dependencies: [
                "SGP22", "Plans", "PlanStores", "PlanServices", "PlanSimulation", "SecretBoxes", "Localization",
                "DocumentScanning", "StrictJSON", "QRRendering", "Vouchers", "ServerTrust", "HTTPTransport",
                "HTTPService", "Lab",
                "CZlib",
                argumentParser, system,
            ],
            swiftSettings: strict,
            linkerSettings: quickStart
        ),

        // Tests.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        .target(
            name: "ActivationCodeLaws",
            dependencies: ["SGP22"],
            path: "Tests/ActivationCodeLaws",
            swiftSettings: strict
        ),
        .target(
            name: "DocumentLaws",
            dependencies: ["DocumentScanning"],
            path: "Tests/DocumentLaws",
            swiftSettings: strict
        ),
        .target(name: "PictureLaws", dependencies: ["QRRendering"], path: "Tests/PictureLaws", swiftSettings: strict),
        .target(
            name: "CertificateFixtures",
            dependencies: ["Lab", "SGP22"],
            path: "Tests/CertificateFixtures",
            swiftSettings: strict
        ),
        .testTarget(
            name: "SGP22Tests",
            dependencies: ["SGP22", "ActivationCodeLaws", "TestSupport"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "LocalizationTests",
            dependencies: ["Localization", "Plans", "SGP22", "TestSupport"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "InventoryTests",
            dependencies: [
                "Plans", "PlanStores", "PlanSimulation", "SecretBoxes", "TestSupport", grdb[0],
            ],
            swiftSettings: strict
        ),
        .testTarget(name: "PlansTests", dependencies: ["Plans", "PlanStores", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "PlanSimulationTests",
            dependencies: ["PlanSimulation", "StrictJSON", "Plans", "PlanStores", "TestSupport"],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "RenewalSimulator",
            dependencies: ["PlanSimulation", "PlanStores"],
            path: "Tests/RenewalSimulator",
            swiftSettings: strict
        ),
        .testTarget(
            name: "DocumentScanningTests",
            dependencies: ["DocumentScanning", "DocumentLaws", "TestSupport"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "QRRenderingTests",
            dependencies: ["QRRendering", "PictureLaws", "TestSupport"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "VouchersTests",
            dependencies: ["Vouchers", "Localization", "QRRendering", "SGP22", "TestSupport"],
            swiftSettings: strict
        ),
        .target(
            name: "CertificateLaws",
            dependencies: ["ServerTrust", "SGP22", "COpenSSL"],
            path: "Tests/CertificateLaws",
            swiftSettings: strict
        ),
        .testTarget(
            name: "ServerTrustTests",
            dependencies: [
                "ServerTrust", "CertificateFixtures", "Lab", "CertificateLaws", "HTTPTransport", "SGP22", "COpenSSL",
                "TestSupport",
                system,
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "LabTests",
            dependencies: ["Lab", "HTTPService", "CertificateFixtures", "SGP22", "TestSupport"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "PlanServicesTests",
            dependencies: [
                "PlanServices", "Plans", "PlanStores", "PlanSimulation", "Lab", "HTTPService", "HTTPTransport",
                "TestSupport", system,
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "HTTPTransportTests",
            dependencies: ["HTTPTransport", "TestSupport"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "esimctlTests",
            dependencies: [
                "esimctl", "Localization", "QRRendering", "TestSupport", "SGP22", "Lab", "HTTPService",
                "CertificateFixtures", argumentParser, system,
            ],
            swiftSettings: strict
        ),
    ],
    cxxLanguageStandard: .cxx17
)

// `FUZZ=1 swift build --product FuzzDocuments` (scripts/fuzz.sh). Not otherwise: the flags would be unsafe ones on a library.
// FUZZ=address watches memory as well, and looks for leaks at the end.
if let sanitizers = Context.environment["FUZZ"] {
    let flag = sanitizers == "address" ? "-sanitize=fuzzer,address" : "-sanitize=fuzzer"
    let instrumented = SwiftSetting.unsafeFlags([flag])
    let tested = [
        "SGP22", "ActivationCodeLaws", "DocumentScanning", "DocumentLaws", "QRRendering", "PictureLaws", "ServerTrust",
        "CertificateLaws",
    ]
    for target in package.targets where tested.contains(target.name) { target.swiftSettings?.append(instrumented) }
    package.targets += [
        .target(name: "CLibFuzzer", path: "Tests/Fuzz/CLibFuzzer"),
        .target(
            name: "FuzzDriver",
            dependencies: ["CLibFuzzer"],
            path: "Tests/Fuzz/FuzzDriver",
            swiftSettings: strict
        ),
    ]
    package.targets += [
        ("FuzzActivationCode", "ActivationCodeLaws"), ("FuzzDocuments", "DocumentLaws"),
        ("FuzzPictures", "PictureLaws"), ("FuzzSymbols", "PictureLaws"), ("FuzzCertificates", "CertificateLaws"),
    ].map { name, laws in
        .executableTarget(
            name: name,
            dependencies: ["FuzzDriver", .target(name: laws)],
            path: "Tests/Fuzz/\(name)",
            swiftSettings: strict + [instrumented],
            // The default linker, gold, ends with an internal error.
            linkerSettings: [.unsafeFlags([flag, "-use-ld=lld"])]
        )
    }
}
