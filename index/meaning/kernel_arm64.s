#include "textflag.h"

// Instructions that Go's assembler has no name for, by the numbers of their
// registers: two that are read, one that is written.
#define SMULL(m, n, d)  WORD $(0x0E20C000 | m<<16 | n<<5 | d) // d.8h = n.8b × m.8b
#define SMULL2(m, n, d) WORD $(0x4E20C000 | m<<16 | n<<5 | d) // the upper halves
#define SMLAL(m, n, d)  WORD $(0x0E208000 | m<<16 | n<<5 | d) // d.8h += n.8b × m.8b
#define SMLAL2(m, n, d) WORD $(0x4E208000 | m<<16 | n<<5 | d)
#define SADDLP(n, d)    WORD $(0x4E602800 | n<<5 | d)         // d.4s = pairs of n.8h added
#define SADALP(n, d)    WORD $(0x4E606800 | n<<5 | d)         // d.4s += pairs of n.8h added
#define SCVTF(n, d)     WORD $(0x4E21D800 | n<<5 | d)         // d.4s = n.4s as floats
#define FMUL(m, n, d)   WORD $(0x6E20DC00 | m<<16 | n<<5 | d) // d.4s = n.4s × m.4s
#define FCVTL(n, d)     WORD $(0x0E217800 | n<<5 | d)         // d.4s = n.4h as floats
#define FCVTL2(n, d)    WORD $(0x4E217800 | n<<5 | d)

// FOUR adds the products of four columns, broadcast in register a, with rows 0 to 3 in w
// and 4 to 7 in v.
#define FOUR(a, w, v) \
	SMLAL(a, w, 20)  \
	SMLAL2(a, w, 21) \
	SMLAL(a, v, 22)  \
	SMLAL2(a, v, 23)

// UNPACK divides register p into low nibbles, in lo, and high ones, in hi.
#define UNPACK(p, lo, hi) \
	VAND  V30.B16, p.B16, lo.B16 \
	VUSHR $4, p.B16, hi.B16

// func multiplyNEON(y *float32, tiles *byte, blocks int, q *int8, scale *float32, sum *int32, tokens int)
//
// V0-V15 hold the weights of a tile, four columns of rows 0 to 3 and of rows 4
// to 7 in turn. Eight products of a nibble and an 8-bit number stay within 16 bits.
TEXT ·multiplyNEON(SB), NOSPLIT, $0-56
	MOVD tiles+8(FP), R1
	MOVD blocks+16(FP), R2
	MOVD q+24(FP), R3
	MOVD scale+32(FP), R4
	MOVD sum+40(FP), R5
	MOVD $15, R8
	VDUP R8, V30.B16

tile:
	VLD1.P 16(R1), [V28.B16]
	FCVTL2(28, 29)
	FCVTL(28, 28)
	VLD1.P 64(R1), [V16.B16, V17.B16, V18.B16, V19.B16]
	UNPACK(V16, V0, V2)
	UNPACK(V17, V1, V3)
	UNPACK(V18, V4, V6)
	UNPACK(V19, V5, V7)
	VLD1.P 64(R1), [V16.B16, V17.B16, V18.B16, V19.B16]
	UNPACK(V16, V8, V10)
	UNPACK(V17, V9, V11)
	UNPACK(V18, V12, V14)
	UNPACK(V19, V13, V15)
	MOVD y+0(FP), R0
	MOVD tokens+48(FP), R6

token:
	VLD1R.P 4(R3), [V16.S4]
	VLD1R.P 4(R3), [V17.S4]
	VLD1R.P 4(R3), [V18.S4]
	VLD1R.P 4(R3), [V19.S4]
	SMULL(16, 0, 20)
	SMULL2(16, 0, 21)
	SMULL(16, 1, 22)
	SMULL2(16, 1, 23)
	FOUR(17, 2, 3)
	FOUR(18, 4, 5)
	FOUR(19, 6, 7)
	VLD1R.P 4(R3), [V16.S4]
	VLD1R.P 4(R3), [V17.S4]
	VLD1R.P 4(R3), [V18.S4]
	VLD1R.P 4(R3), [V19.S4]
	FOUR(16, 8, 9)
	FOUR(17, 10, 11)
	FOUR(18, 12, 13)
	FOUR(19, 14, 15)
	SADDLP(20, 20)
	SADDLP(21, 21)
	SADDLP(22, 22)
	SADDLP(23, 23)
	VADDP V21.S4, V20.S4, V20.S4
	VADDP V23.S4, V22.S4, V22.S4
	VLD1R.P 4(R5), [V24.S4]
	VSUB V24.S4, V20.S4, V20.S4
	VSUB V24.S4, V22.S4, V22.S4
	SCVTF(20, 20)
	SCVTF(22, 22)
	VLD1R.P 4(R4), [V25.S4]
	FMUL(28, 25, 24)
	FMUL(29, 25, 25)
	VLD1 (R0), [V26.S4, V27.S4]
	VFMLA V24.S4, V20.S4, V26.S4
	VFMLA V25.S4, V22.S4, V27.S4
	VST1.P [V26.S4, V27.S4], 32(R0)
	SUBS $1, R6
	BNE  token

	SUBS $1, R2
	BNE  tile
	RET

// func weighNEON(out *[32]float32, shares, rows *float32, n, stride int)
TEXT ·weighNEON(SB), NOSPLIT, $0-40
	MOVD out+0(FP), R0
	MOVD shares+8(FP), R1
	MOVD rows+16(FP), R2
	MOVD n+24(FP), R3
	MOVD stride+32(FP), R4
	LSL  $2, R4
	VEOR V0.B16, V0.B16, V0.B16
	VEOR V1.B16, V1.B16, V1.B16
	VEOR V2.B16, V2.B16, V2.B16
	VEOR V3.B16, V3.B16, V3.B16
	VEOR V4.B16, V4.B16, V4.B16
	VEOR V5.B16, V5.B16, V5.B16
	VEOR V6.B16, V6.B16, V6.B16
	VEOR V7.B16, V7.B16, V7.B16

row:
	VLD1R.P 4(R1), [V16.S4]
	ADD  $64, R2, R5
	VLD1 (R2), [V17.S4, V18.S4, V19.S4, V20.S4]
	VLD1 (R5), [V21.S4, V22.S4, V23.S4, V24.S4]
	VFMLA V16.S4, V17.S4, V0.S4
	VFMLA V16.S4, V18.S4, V1.S4
	VFMLA V16.S4, V19.S4, V2.S4
	VFMLA V16.S4, V20.S4, V3.S4
	VFMLA V16.S4, V21.S4, V4.S4
	VFMLA V16.S4, V22.S4, V5.S4
	VFMLA V16.S4, V23.S4, V6.S4
	VFMLA V16.S4, V24.S4, V7.S4
	ADD  R4, R2
	SUBS $1, R3
	BNE  row
	VST1.P [V0.S4, V1.S4, V2.S4, V3.S4], 64(R0)
	VST1 [V4.S4, V5.S4, V6.S4, V7.S4], (R0)
	RET

// func productsNEON(out *int32, v, vectors *int8, n, width, stride int)
TEXT ·productsNEON(SB), NOSPLIT, $0-48
	MOVD out+0(FP), R0
	MOVD vectors+16(FP), R6
	MOVD n+24(FP), R3
	MOVD stride+40(FP), R7

vector:
	MOVD R6, R2
	ADD  R7, R6
	MOVD v+8(FP), R1
	MOVD width+32(FP), R4
	VEOR V16.B16, V16.B16, V16.B16
	VEOR V17.B16, V17.B16, V17.B16

sixteen:
	VLD1.P 16(R1), [V0.B16]
	VLD1.P 16(R2), [V1.B16]
	SMULL(0, 1, 2)
	SMULL2(0, 1, 3)
	SADALP(2, 16)
	SADALP(3, 17)
	SUBS $16, R4
	BNE  sixteen
	VADD  V17.S4, V16.S4, V16.S4
	VADDV V16.S4, V16
	VMOV  V16.S[0], R5
	MOVW.P R5, 4(R0)
	SUBS $1, R3
	BNE  vector
	RET
