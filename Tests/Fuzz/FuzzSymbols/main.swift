import FuzzDriver
import PictureLaws

fuzz { brokenLaws(ofSymbol: $0) }
