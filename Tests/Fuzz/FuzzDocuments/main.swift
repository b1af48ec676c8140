import DocumentLaws
import FuzzDriver

fuzz { brokenLaws(ofDocument: $0) }
