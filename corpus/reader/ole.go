package reader

import "bytes"

// readOLE says what an OLE compound file is: Word's old format, or an encrypted
// document of the new one. The names of its streams stand in it in UTF-16.
func readOLE(src []byte) *Error {
	has := func(stream string) bool {
		name := make([]byte, 0, 2*len(stream))
		for i := range len(stream) {
			name = append(name, stream[i], 0)
		}
		return bytes.Contains(src, name)
	}
	switch {
	case has("EncryptedPackage"), has("EncryptionInfo"):
		return refuse(Encrypted, "", "")
	case has("WordDocument"), has("WpsContent"):
		return refuse(OldWord, "", "")
	case has("Workbook"), has("Book"):
		return unread("XLS")
	case has("PowerPoint Document"):
		return unread("PPT")
	}
	return unread("OLE")
}
