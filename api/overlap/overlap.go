// Package overlap finds the longest run of characters that two texts have in common: a
// quotation and the clause that it is from, an option of a question and its stem, a clause and what became of it.
package overlap

// Longest gives where the longest common run begins in a and in b, and its length, all in
// code points. Of several runs of that length it is the one that ends first in a, and the
// first such one in b. The length is 0 if they have no character in common. It takes time
// in proportion to the product of both lengths: one row of the table of common suffixes
// is kept (Gusfield, Algorithms on Strings, Trees and Sequences, 1997).
func Longest(a, b []rune) (inA, inB, length int) {
	row := make([]int, len(b)+1) // row[j+1]: length of the common suffix of a[:i+1] and b[:j+1]
	for i := range a {
		diagonal := 0
		for j := range b {
			above := row[j+1]
			row[j+1] = 0
			if a[i] == b[j] {
				row[j+1] = diagonal + 1
				if row[j+1] > length {
					length = row[j+1]
					inA, inB = i-length+1, j-length+1
				}
			}
			diagonal = above
		}
	}
	return inA, inB, length
}
