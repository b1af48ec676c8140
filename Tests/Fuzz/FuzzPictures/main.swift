import FuzzDriver
import PictureLaws

fuzz { brokenLaws(ofPicture: $0) }
