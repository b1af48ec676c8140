// zxing-cpp behind a C face.
//
// On Linux the library is loaded at the first call, because most runs of the program read no picture and its 1.4 MB would
// be relocated at each start. Two functions are looked up by their C++ names; everything else that is used is inline.

#define ZX_USE_UTF8 1
#include "CZXing.h"

#include <ZXing/ReadBarcode.h>
#include <ZXing/ZXVersion.h>
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

#if !defined(__APPLE__)
#include <dlfcn.h>
#endif

namespace {

#if ZXING_VERSION_MAJOR > 2 || (ZXING_VERSION_MAJOR == 2 && ZXING_VERSION_MINOR >= 2)
using Options = ZXing::ReaderOptions;
#define OPTIONS_NAME "13ReaderOptions"
#else
using Options = ZXing::DecodeHints;
#define OPTIONS_NAME "11DecodeHints"
#endif

#if ZXING_VERSION_MAJOR > 2 || (ZXING_VERSION_MAJOR == 2 && ZXING_VERSION_MINOR >= 3)
#define RESULT_NAME "7Barcode"
#else
#define RESULT_NAME "6Result"
#endif

using Read = ZXing::Results (*)(const ZXing::ImageView &, const Options &);
using Bytes = const ZXing::ByteArray &(*)(const ZXing::Result *);

/// What is used of the library; both are null when it is not installed.
struct Library {
    Read read = nullptr;
    Bytes bytes = nullptr;

#if defined(__APPLE__)
    Library() {
        read = [](const ZXing::ImageView &image, const Options &options) { return ZXing::ReadBarcodes(image, options); };
        bytes = [](const ZXing::Result *result) -> const ZXing::ByteArray & { return result->bytes(); };
    }
#else
    Library() {
        // The ABI of the headers that this was compiled with: version 1.4 is libZXing.so.2, version 2 is .so.3.
        void *library = dlopen(ZXING_VERSION_MAJOR == 1 ? "libZXing.so.2" : "libZXing.so.3", RTLD_NOW | RTLD_LOCAL);
        if (library == nullptr) return;
        void *readFunction = dlsym(library, "_ZN5ZXing12ReadBarcodesERKNS_9ImageViewERKNS_" OPTIONS_NAME "E");
        void *bytesFunction = dlsym(library, "_ZNK5ZXing" RESULT_NAME "5bytesEv");
        if (readFunction == nullptr || bytesFunction == nullptr) return;
        std::memcpy(&read, &readFunction, sizeof read);
        std::memcpy(&bytes, &bytesFunction, sizeof bytes);
    }
#endif
};

void append(const ZXing::Result &result, const Library &library, CZXingFindings *findings) {
    const ZXing::ByteArray &bytes = library.bytes(&result);
    auto *copy = static_cast<uint8_t *>(std::malloc(bytes.size() + 1));
    if (copy == nullptr) throw std::bad_alloc();
    std::copy(bytes.begin(), bytes.end(), copy);
    CZXingSymbol &symbol = findings->symbols[findings->count++];
    symbol.bytes = copy;
    symbol.count = bytes.size();
    for (int corner = 0; corner < 4; corner++) {
        symbol.x[corner] = result.position()[corner].x;
        symbol.y[corner] = result.position()[corner].y;
    }
}

} // namespace

int CZXing_read(const uint8_t *pixels, int width, int height, CZXingFindings *findings) {
    try {
        static const Library library;
        if (library.read == nullptr) return CZXing_notInstalled;
        Options options;
        options.setFormats(ZXing::BarcodeFormat::QRCode);
        ZXing::ImageView image(pixels, width, height, ZXing::ImageFormat::Lum);
        const ZXing::Results results = library.read(image, options);
        if (results.empty()) return CZXing_ok;
        findings->symbols = static_cast<CZXingSymbol *>(std::calloc(results.size(), sizeof(CZXingSymbol)));
        if (findings->symbols == nullptr) return CZXing_outOfMemory;
        for (const auto &result : results)
            if (result.isValid()) append(result, library, findings);
        return CZXing_ok;
    } catch (...) {
        CZXing_free(*findings);
        *findings = {};
        return CZXing_outOfMemory;
    }
}

void CZXing_free(CZXingFindings findings) {
    for (size_t index = 0; index < findings.count; index++) std::free(const_cast<uint8_t *>(findings.symbols[index].bytes));
    std::free(findings.symbols);
}
