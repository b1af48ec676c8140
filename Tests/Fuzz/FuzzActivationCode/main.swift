import ActivationCodeLaws
import FuzzDriver

fuzz { brokenLaws(of: $0) }
