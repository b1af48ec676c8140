import ArgumentParser

/// How results are printed: for people, or as one JSON document.
enum PlainFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json
}
