#include "textflag.h"

// Constants, each in one 32-bit lane and broadcast where it is used.
DATA consts<>+0x00(SB)/4, $0x0F0F0F0F // low nibbles
DATA consts<>+0x04(SB)/4, $0x8FFFE000 // sign and fraction of a float16 moved up
DATA consts<>+0x08(SB)/4, $0x77800000 // 2^112
DATA consts<>+0x0C(SB)/4, $0x7FFFFFFF // all but the sign
DATA consts<>+0x10(SB)/4, $0x42FE0000 // 127
DATA consts<>+0x14(SB)/4, $0x3FB8AA3B // log2 e
DATA consts<>+0x18(SB)/4, $0x3F318000 // ln 2, upper part
DATA consts<>+0x1C(SB)/4, $0xB95E8083 // ln 2, the rest: -2.12194440e-4
DATA consts<>+0x20(SB)/4, $0x3AB60B61 // 1/720
DATA consts<>+0x24(SB)/4, $0x3C088889 // 1/120
DATA consts<>+0x28(SB)/4, $0x3D2AAAAB // 1/24
DATA consts<>+0x2C(SB)/4, $0x3E2AAAAB // 1/6
DATA consts<>+0x30(SB)/4, $0x3F000000 // 1/2
DATA consts<>+0x34(SB)/4, $0x3F800000 // 1
DATA consts<>+0x38(SB)/4, $0xC2AE0000 // -87
DATA consts<>+0x3C(SB)/4, $0x3F3504F3 // 1/√2
DATA consts<>+0x40(SB)/4, $0x3EA7BA05 // 0.3275911
DATA consts<>+0x44(SB)/4, $0x3F87DC22 // 1.061405429
DATA consts<>+0x48(SB)/4, $0xBFBA00E3 // -1.453152027
DATA consts<>+0x4C(SB)/4, $0x3FB5F0E3 // 1.421413741
DATA consts<>+0x50(SB)/4, $0xBE91A98E // -0.284496736
DATA consts<>+0x54(SB)/4, $0x3E827906 // 0.254829592
GLOBL consts<>(SB), RODATA|NOPTR, $0x58

// The order that undoes the mixing of the two halves by the pack instructions.
DATA unmix<>+0x00(SB)/4, $0
DATA unmix<>+0x04(SB)/4, $4
DATA unmix<>+0x08(SB)/4, $1
DATA unmix<>+0x0C(SB)/4, $5
DATA unmix<>+0x10(SB)/4, $2
DATA unmix<>+0x14(SB)/4, $6
DATA unmix<>+0x18(SB)/4, $3
DATA unmix<>+0x1C(SB)/4, $7
GLOBL unmix<>(SB), RODATA|NOPTR, $0x20

// UNPACK reads 32 bytes of nibbles: low ones to lo, high ones to hi.
#define UNPACK(at, lo, hi) \
	VMOVDQU at(SI), lo   \
	VPSRLW  $4, lo, hi   \
	VPAND   Y12, lo, lo  \
	VPAND   Y12, hi, hi

// CHUNK adds the products of four columns to acc.
#define CHUNK(at, w, tmp, acc) \
	VPBROADCASTD at(BX), tmp  \
	VPMADDUBSW   tmp, w, tmp  \
	VPADDW       tmp, acc, acc

// func multiplyAVX2(y *float32, tiles *byte, blocks int, q *int8, scale *float32, sum *int32, tokens int)
//
// Y0-Y7 hold the weights of a tile, eight rows of four columns each; a
// token's four activations are broadcast against them. Pairs of columns add up
// in 16 bits: 16 products of a nibble and an 8-bit number stay below 2^15.
TEXT ·multiplyAVX2(SB), NOSPLIT, $0-56
	MOVQ tiles+8(FP), SI
	MOVQ blocks+16(FP), CX
	MOVQ q+24(FP), BX
	MOVQ scale+32(FP), R8
	MOVQ sum+40(FP), R9
	VPBROADCASTD consts<>+0x00(SB), Y12
	VPCMPEQW Y13, Y13, Y13
	VPSRLW   $15, Y13, Y13

tile:
	VPMOVSXWD (SI), Y14
	VPSLLD    $13, Y14, Y14
	VPBROADCASTD consts<>+0x04(SB), Y8
	VPAND     Y8, Y14, Y14
	VBROADCASTSS consts<>+0x08(SB), Y8
	VMULPS    Y8, Y14, Y14
	UNPACK(16, Y0, Y1)
	UNPACK(48, Y2, Y3)
	UNPACK(80, Y4, Y5)
	UNPACK(112, Y6, Y7)
	MOVQ y+0(FP), DI
	MOVQ tokens+48(FP), DX

token:
	VPBROADCASTD (BX), Y8
	VPMADDUBSW   Y8, Y0, Y8
	VPBROADCASTD 4(BX), Y9
	VPMADDUBSW   Y9, Y1, Y9
	CHUNK(8, Y2, Y10, Y8)
	CHUNK(12, Y3, Y11, Y9)
	CHUNK(16, Y4, Y10, Y8)
	CHUNK(20, Y5, Y11, Y9)
	CHUNK(24, Y6, Y10, Y8)
	CHUNK(28, Y7, Y11, Y9)
	VPADDW       Y9, Y8, Y8
	VPMADDWD     Y13, Y8, Y8
	VPBROADCASTD (R9), Y9
	VPSUBD       Y9, Y8, Y8
	VCVTDQ2PS    Y8, Y8
	VBROADCASTSS (R8), Y9
	VMULPS       Y14, Y9, Y9
	VFMADD213PS  (DI), Y9, Y8
	VMOVUPS      Y8, (DI)
	ADDQ $32, BX
	ADDQ $4, R8
	ADDQ $4, R9
	ADDQ $32, DI
	DECQ DX
	JNZ  token

	ADDQ $144, SI
	DECQ CX
	JNZ  tile
	VZEROUPPER
	RET

// UNPACK16 reads 32 bytes of nibbles of either eight rows.
#define UNPACK16(at, ylo, lo, hi) \
	VMOVDQU at(SI), ylo                         \
	VINSERTI64X4 $1, at(SI)(R10*1), lo, lo      \
	VPSRLW  $4, lo, hi                          \
	VPANDD  Z12, lo, lo                         \
	VPANDD  Z12, hi, hi

// func multiplyVNNI(y *float32, tiles *byte, blocks int, q *int8, scale *float32, sum *int32, tokens int)
//
// It is multiplyAVX2 for twice as many rows; VPDPBUSD adds up in 32 bits.
TEXT ·multiplyVNNI(SB), NOSPLIT, $0-56
	MOVQ tiles+8(FP), SI
	MOVQ blocks+16(FP), CX
	MOVQ q+24(FP), BX
	MOVQ scale+32(FP), R8
	MOVQ sum+40(FP), R9
	IMUL3Q $144, CX, R10
	VPBROADCASTD consts<>+0x00(SB), Z12
	VPBROADCASTD consts<>+0x04(SB), Z13
	VBROADCASTSS consts<>+0x08(SB), Z11

tile:
	VPMOVSXWD (SI), Y14
	VPMOVSXWD (SI)(R10*1), Y15
	VINSERTI64X4 $1, Y15, Z14, Z14
	VPSLLD    $13, Z14, Z14
	VPANDD    Z13, Z14, Z14
	VMULPS    Z11, Z14, Z14
	UNPACK16(16, Y0, Z0, Z1)
	UNPACK16(48, Y2, Z2, Z3)
	UNPACK16(80, Y4, Z4, Z5)
	UNPACK16(112, Y6, Z6, Z7)
	MOVQ y+0(FP), DI
	MOVQ tokens+48(FP), DX

token:
	VPXORD Z8, Z8, Z8
	VPXORD Z9, Z9, Z9
	VPDPBUSD.BCST (BX), Z0, Z8
	VPDPBUSD.BCST 4(BX), Z1, Z9
	VPDPBUSD.BCST 8(BX), Z2, Z8
	VPDPBUSD.BCST 12(BX), Z3, Z9
	VPDPBUSD.BCST 16(BX), Z4, Z8
	VPDPBUSD.BCST 20(BX), Z5, Z9
	VPDPBUSD.BCST 24(BX), Z6, Z8
	VPDPBUSD.BCST 28(BX), Z7, Z9
	VPADDD       Z9, Z8, Z8
	VPSUBD.BCST  (R9), Z8, Z8
	VCVTDQ2PS    Z8, Z8
	VMULPS.BCST  (R8), Z14, Z10
	VFMADD213PS  (DI), Z10, Z8
	VMOVUPS      Z8, (DI)
	ADDQ $32, BX
	ADDQ $4, R8
	ADDQ $4, R9
	ADDQ $64, DI
	DECQ DX
	JNZ  token

	ADDQ $144, SI
	DECQ CX
	JNZ  tile
	VZEROUPPER
	RET

// func quantiseAVX2(q *int8, scale *float32, sum *int32, x *float32, blocks, tokens int)
TEXT ·quantiseAVX2(SB), NOSPLIT, $0-48
	MOVQ q+0(FP), DI
	MOVQ scale+8(FP), R8
	MOVQ sum+16(FP), R9
	MOVQ x+24(FP), SI
	MOVQ blocks+32(FP), CX
	MOVQ tokens+40(FP), DX
	MOVQ DX, R10
	SHLQ $5, R10
	SHLQ $2, DX
	VBROADCASTSS consts<>+0x0C(SB), Y15
	VBROADCASTSS consts<>+0x10(SB), Y14
	VMOVDQU unmix<>(SB), Y13

block:
	VMOVUPS (SI), Y0
	VMOVUPS 32(SI), Y1
	VMOVUPS 64(SI), Y2
	VMOVUPS 96(SI), Y3
	VANDPS  Y15, Y0, Y4
	VANDPS  Y15, Y1, Y5
	VMAXPS  Y5, Y4, Y4
	VANDPS  Y15, Y2, Y5
	VANDPS  Y15, Y3, Y6
	VMAXPS  Y6, Y5, Y5
	VMAXPS  Y5, Y4, Y4
	VEXTRACTF128 $1, Y4, X5
	VMAXPS  X5, X4, X4
	VPSHUFD $0x4E, X4, X5
	VMAXPS  X5, X4, X4
	VPSHUFD $0xB1, X4, X5
	VMAXPS  X5, X4, X4
	VDIVSS  X14, X4, X6  // most / 127
	VMOVSS  X6, (R8)
	VXORPS  X5, X5, X5
	VUCOMISS X5, X4
	JEQ     nothing
	VDIVSS  X4, X14, X5  // 127 / most
nothing:
	VBROADCASTSS X5, Y5
	VMULPS  Y5, Y0, Y0
	VMULPS  Y5, Y1, Y1
	VMULPS  Y5, Y2, Y2
	VMULPS  Y5, Y3, Y3
	VCVTPS2DQ Y0, Y0
	VCVTPS2DQ Y1, Y1
	VCVTPS2DQ Y2, Y2
	VCVTPS2DQ Y3, Y3
	VPADDD  Y1, Y0, Y4
	VPADDD  Y3, Y2, Y5
	VPADDD  Y5, Y4, Y4
	VPACKSSDW Y1, Y0, Y0
	VPACKSSDW Y3, Y2, Y2
	VPACKSSWB Y2, Y0, Y0
	VPERMD  Y0, Y13, Y0
	VMOVDQU Y0, (DI)
	VEXTRACTI128 $1, Y4, X5
	VPADDD  X5, X4, X4
	VPSHUFD $0x4E, X4, X5
	VPADDD  X5, X4, X4
	VPSHUFD $0xB1, X4, X5
	VPADDD  X5, X4, X4
	VPSLLD  $3, X4, X4
	VMOVD   X4, (R9)
	ADDQ $128, SI
	ADDQ R10, DI
	ADDQ DX, R8
	ADDQ DX, R9
	DECQ CX
	JNZ  block
	VZEROUPPER
	RET

// func weighAVX2(out *[32]float32, shares, rows *float32, n, stride int)
TEXT ·weighAVX2(SB), NOSPLIT, $0-40
	MOVQ out+0(FP), DI
	MOVQ shares+8(FP), BX
	MOVQ rows+16(FP), SI
	MOVQ n+24(FP), CX
	MOVQ stride+32(FP), DX
	SHLQ $2, DX
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	VXORPS Y2, Y2, Y2
	VXORPS Y3, Y3, Y3
	VXORPS Y4, Y4, Y4
	VXORPS Y5, Y5, Y5
	VXORPS Y6, Y6, Y6
	VXORPS Y7, Y7, Y7
	SUBQ   $2, CX
	JLT    last

two:
	VBROADCASTSS (BX), Y8
	VFMADD231PS (SI), Y8, Y0
	VFMADD231PS 32(SI), Y8, Y1
	VFMADD231PS 64(SI), Y8, Y2
	VFMADD231PS 96(SI), Y8, Y3
	ADDQ DX, SI
	VBROADCASTSS 4(BX), Y9
	VFMADD231PS (SI), Y9, Y4
	VFMADD231PS 32(SI), Y9, Y5
	VFMADD231PS 64(SI), Y9, Y6
	VFMADD231PS 96(SI), Y9, Y7
	ADDQ DX, SI
	ADDQ $8, BX
	SUBQ $2, CX
	JGE  two

last:
	CMPQ CX, $-1
	JNE  sum
	VBROADCASTSS (BX), Y8
	VFMADD231PS (SI), Y8, Y0
	VFMADD231PS 32(SI), Y8, Y1
	VFMADD231PS 64(SI), Y8, Y2
	VFMADD231PS 96(SI), Y8, Y3

sum:
	VADDPS Y4, Y0, Y0
	VADDPS Y5, Y1, Y1
	VADDPS Y6, Y2, Y2
	VADDPS Y7, Y3, Y3
	VMOVUPS Y0, (DI)
	VMOVUPS Y1, 32(DI)
	VMOVUPS Y2, 64(DI)
	VMOVUPS Y3, 96(DI)
	VZEROUPPER
	RET

// EXP replaces x ≤ 0 by its exponential, as exp does. It wants log2 e in Y15, the
// parts of ln 2 in Y14 and Y13, -87 in Y12, and the constants of the series in memory.
#define SERIES(at, p, r, tmp) \
	VBROADCASTSS at, tmp       \
	VFMADD213PS  tmp, r, p

#define EXP(x, n, p, tmp) \
	VMAXPS       Y12, x, x    \
	VMULPS       Y15, x, n    \
	VCVTPS2DQ    n, n         \
	VCVTDQ2PS    n, tmp       \
	VFNMADD231PS Y14, tmp, x  \
	VFNMADD231PS Y13, tmp, x  \
	VBROADCASTSS consts<>+0x20(SB), p \
	SERIES(consts<>+0x24(SB), p, x, tmp) \
	SERIES(consts<>+0x28(SB), p, x, tmp) \
	SERIES(consts<>+0x2C(SB), p, x, tmp) \
	SERIES(consts<>+0x30(SB), p, x, tmp) \
	SERIES(consts<>+0x34(SB), p, x, tmp) \
	SERIES(consts<>+0x34(SB), p, x, tmp) \
	VPSLLD       $23, n, n    \
	VPADDD       n, p, x

#define EXPCONSTS \
	VBROADCASTSS consts<>+0x14(SB), Y15 \
	VBROADCASTSS consts<>+0x18(SB), Y14 \
	VBROADCASTSS consts<>+0x1C(SB), Y13 \
	VBROADCASTSS consts<>+0x38(SB), Y12

// func exponentialsAVX2(x *float32, n int) float32
TEXT ·exponentialsAVX2(SB), NOSPLIT, $0-20
	MOVQ x+0(FP), SI
	MOVQ n+8(FP), CX
	SHRQ $3, CX
	MOVQ SI, DI
	MOVQ CX, DX
	VMOVUPS (SI), Y0

greatest:
	VMAXPS (DI), Y0, Y0
	ADDQ $32, DI
	DECQ DX
	JNZ  greatest
	VEXTRACTF128 $1, Y0, X1
	VMAXPS  X1, X0, X0
	VPSHUFD $0x4E, X0, X1
	VMAXPS  X1, X0, X0
	VPSHUFD $0xB1, X0, X1
	VMAXPS  X1, X0, X0
	VBROADCASTSS X0, Y11
	VXORPS  Y10, Y10, Y10
	EXPCONSTS

eight:
	VMOVUPS (SI), Y0
	VSUBPS  Y11, Y0, Y0
	EXP(Y0, Y1, Y2, Y3)
	VMOVUPS Y0, (SI)
	VADDPS  Y0, Y10, Y10
	ADDQ $32, SI
	DECQ CX
	JNZ  eight
	VEXTRACTF128 $1, Y10, X1
	VADDPS  X1, X10, X0
	VPSHUFD $0x4E, X0, X1
	VADDPS  X1, X0, X0
	VPSHUFD $0xB1, X0, X1
	VADDSS  X1, X0, X0
	VMOVSS  X0, ret+16(FP)
	VZEROUPPER
	RET

// func geluAVX2(x *float32, n int)
TEXT ·geluAVX2(SB), NOSPLIT, $0-16
	MOVQ x+0(FP), SI
	MOVQ n+8(FP), CX
	SHRQ $3, CX
	EXPCONSTS
	VBROADCASTSS consts<>+0x0C(SB), Y11
	VBROADCASTSS consts<>+0x34(SB), Y10

gelu:
	VMOVUPS (SI), Y0
	VANDPS  Y11, Y0, Y4          // a = |x|
	VBROADCASTSS consts<>+0x3C(SB), Y3
	VMULPS  Y3, Y4, Y5           // z = a/√2
	VBROADCASTSS consts<>+0x40(SB), Y6
	VFMADD213PS Y10, Y5, Y6
	VDIVPS  Y6, Y10, Y6          // t = 1/(1+0.3275911z)
	VMULPS  Y5, Y5, Y5
	VXORPS  Y7, Y7, Y7
	VSUBPS  Y5, Y7, Y5           // -z²
	EXP(Y5, Y1, Y2, Y3)
	VBROADCASTSS consts<>+0x44(SB), Y7
	SERIES(consts<>+0x48(SB), Y7, Y6, Y3)
	SERIES(consts<>+0x4C(SB), Y7, Y6, Y3)
	SERIES(consts<>+0x50(SB), Y7, Y6, Y3)
	SERIES(consts<>+0x54(SB), Y7, Y6, Y3)
	VMULPS  Y6, Y7, Y7
	VMULPS  Y5, Y7, Y7
	VBROADCASTSS consts<>+0x30(SB), Y3
	VMULPS  Y3, Y4, Y4
	VXORPS  Y3, Y3, Y3
	VMAXPS  Y3, Y0, Y0
	VFNMADD231PS Y7, Y4, Y0
	VMOVUPS Y0, (SI)
	ADDQ $32, SI
	DECQ CX
	JNZ  gelu
	VZEROUPPER
	RET

#define ADDUP(v, x, tmp) \
	VEXTRACTF128 $1, v, tmp    \
	VADDPS  tmp, x, x          \
	VPSHUFD $0x4E, x, tmp      \
	VADDPS  tmp, x, x          \
	VPSHUFD $0xB1, x, tmp      \
	VADDPS  tmp, x, x

// func normaliseAVX2(x, y, scale, offset *float32, width int, eps float32)
TEXT ·normaliseAVX2(SB), NOSPLIT, $0-44
	MOVQ x+0(FP), SI
	MOVQ y+8(FP), BX
	MOVQ scale+16(FP), R8
	MOVQ offset+24(FP), R9
	MOVQ width+32(FP), CX
	VCVTSI2SSQ CX, X15, X15      // width
	SHRQ $3, CX
	VXORPS Y0, Y0, Y0
	MOVQ SI, DI
	MOVQ CX, DX
	TESTQ BX, BX
	JZ   total

add:
	VMOVUPS (DI), Y1
	VADDPS  (BX), Y1, Y1
	VMOVUPS Y1, (DI)
	VADDPS  Y1, Y0, Y0
	ADDQ $32, DI
	ADDQ $32, BX
	DECQ DX
	JNZ  add
	JMP  mean

total:
	VADDPS (DI), Y0, Y0
	ADDQ $32, DI
	DECQ DX
	JNZ  total

mean:
	ADDUP(Y0, X0, X1)
	VDIVSS X15, X0, X0
	VBROADCASTSS X0, Y2
	VXORPS Y0, Y0, Y0
	MOVQ SI, DI
	MOVQ CX, DX

square:
	VMOVUPS (DI), Y1
	VSUBPS  Y2, Y1, Y1
	VFMADD231PS Y1, Y1, Y0
	ADDQ $32, DI
	DECQ DX
	JNZ  square
	ADDUP(Y0, X0, X1)
	VDIVSS X15, X0, X0
	VADDSS eps+40(FP), X0, X0
	VSQRTSS X0, X0, X0
	VMOVSS consts<>+0x34(SB), X1
	VDIVSS X0, X1, X0
	VBROADCASTSS X0, Y3

apply:
	VMOVUPS (SI), Y1
	VSUBPS  Y2, Y1, Y1
	VMULPS  Y3, Y1, Y1
	VMOVUPS (R8), Y4
	VFMADD213PS (R9), Y4, Y1
	VMOVUPS Y1, (SI)
	ADDQ $32, SI
	ADDQ $32, R8
	ADDQ $32, R9
	DECQ CX
	JNZ  apply
	VZEROUPPER
	RET

// func productsAVX2(out *int32, v, vectors *int8, n, width, stride int)
TEXT ·productsAVX2(SB), NOSPLIT, $0-48
	MOVQ out+0(FP), DI
	MOVQ vectors+16(FP), R8
	MOVQ n+24(FP), CX
	MOVQ stride+40(FP), R9

vector:
	MOVQ R8, SI
	ADDQ R9, R8
	MOVQ v+8(FP), BX
	MOVQ width+32(FP), DX
	VPXOR Y0, Y0, Y0
	VPXOR Y4, Y4, Y4
	SUBQ $32, DX
	JLT  rest

wide:
	VPMOVSXBW (SI), Y1
	VPMOVSXBW (BX), Y2
	VPMADDWD  Y2, Y1, Y1
	VPADDD    Y1, Y0, Y0
	VPMOVSXBW 16(SI), Y3
	VPMOVSXBW 16(BX), Y5
	VPMADDWD  Y5, Y3, Y3
	VPADDD    Y3, Y4, Y4
	ADDQ $32, SI
	ADDQ $32, BX
	SUBQ $32, DX
	JGE  wide

rest:
	ADDQ $32, DX
	JZ   store
	VPMOVSXBW (SI), Y1
	VPMOVSXBW (BX), Y2
	VPMADDWD  Y2, Y1, Y1
	VPADDD    Y1, Y0, Y0

store:
	VPADDD Y4, Y0, Y0
	VEXTRACTI128 $1, Y0, X1
	VPADDD  X1, X0, X0
	VPSHUFD $0x4E, X0, X1
	VPADDD  X1, X0, X0
	VPSHUFD $0xB1, X0, X1
	VPADDD  X1, X0, X0
	VMOVD   X0, (DI)
	ADDQ $4, DI
	DECQ CX
	JNZ  vector
	VZEROUPPER
	RET
