package meaning

import "regexp"

// ofProgram is what [Model.ID] gives: the name of the encoder, and what its weights sum to.
var ofProgram = regexp.MustCompile(`^e5-(?:small|bge)(?:-[0-9a-f]{12}){1,2}$`)

// OfProgram reports whether an id is that of an encoder that this version of the
// program carries or another one did. The encoders of servers have other ids.
func OfProgram(id string) bool { return ofProgram.MatchString(id) }
