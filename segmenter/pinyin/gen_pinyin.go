//go:build ignore

// Gen_pinyin writes pinyin.txt from the dictionary of go-pinyin.
package main

import (
	"fmt"
	"log"
	"os"
	"slices"
	"strings"

	"github.com/mozillazg/go-pinyin"
	"golang.org/x/text/unicode/norm"

	"tiaowen/segmenter"
)

const head = `# The readings of characters · 汉字的读音
#
# Made by gen_pinyin.go from the dictionary of github.com/mozillazg/go-pinyin v0.21.0, MIT License, Copyright (c) 2016
# mozillazg, whose data is that of github.com/mozillazg/pinyin-data (MIT) and the Unihan database. Do not edit.
#
# Of several readings only those of today are here (polyphones in gen_pinyin.go).
# A line holds a syllable without its tone, v for ü; the characters whose first reading it is; and behind a bar those
# with it as a further reading. Only characters that folding leaves as they are.
`

// polyphones are the characters that are read in more than one way today, tones
// aside. The dictionary also lists readings of old books, three for every second
// character, which would make all words sound alike; for all others only its
// first reading counts.
const polyphones = `
阿 a e;艾 ai yi;拗 ao niu;扒 ba pa;蚌 bang beng;薄 bao bo;堡 bao bu pu;暴 bao pu;刨 bao pao;炮 pao bao;辟 pi bi
臂 bi bei;便 bian pian;扁 bian pian;泊 bo po;伯 bo bai;柏 bai bo;卜 bu bo;参 can cen shen;藏 cang zang
曾 ceng zeng;差 cha chai ci;查 cha zha;刹 cha sha;禅 chan shan;单 dan chan shan;颤 chan zhan;长 chang zhang
厂 chang an;朝 chao zhao;嘲 chao zhao;车 che ju;称 cheng chen;盛 sheng cheng;乘 cheng sheng;澄 cheng deng
匙 chi shi;重 zhong chong;种 zhong chong;臭 chou xiu;仇 chou qiu;畜 chu xu;传 chuan zhuan;幢 chuang zhuang
椎 zhui chui;绰 chuo chao;伺 si ci;兹 zi ci;攒 zan cuan;撮 cuo zuo;大 da dai;弹 dan tan;得 de dei;的 de di
地 di de;提 ti di;调 diao tiao;都 dou du;读 du dou;度 du duo;囤 dun tun;恶 e wu;番 fan pan;蕃 fan bo;佛 fo fu
否 fou pi;脯 fu pu;盖 gai ge;给 gei ji;谷 gu yu;龟 gui jun qiu;柜 gui ju;行 xing hang heng;巷 xiang hang
吭 keng hang;和 he huo hu;核 he hu;红 hong gong;虹 hong jiang;还 huan hai;会 hui kuai;豁 huo hua;系 xi ji
稽 ji qi;夹 jia ga;贾 jia gu;见 jian xian;槛 kan jian;降 jiang xiang;强 qiang jiang;角 jiao jue;觉 jue jiao
校 xiao jiao;缴 jiao zhuo;嚼 jiao jue;解 jie xie;芥 jie gai;劲 jin jing;颈 jing geng;句 ju gou;圈 quan juan
咖 ka ga;卡 ka qia;壳 ke qiao;括 kuo gua;落 luo la lao;烙 lao luo;乐 le yue;勒 le lei;棱 leng ling;俩 lia liang
了 le liao;六 liu lu;偻 lou lv;露 lu lou;绿 lv lu;率 lv shuai;络 luo lao;埋 mai man;脉 mai mo;蔓 man wan
氓 mang meng;没 mei mo;泌 mi bi;秘 mi bi;模 mo mu;摩 mo ma;万 wan mo;娜 na nuo;呢 ne ni;粘 zhan nian
弄 nong long;疟 nve yao;迫 po pai;胖 pang pan;屏 ping bing;朴 pu piao po;瀑 pu bao;曝 pu bao;栖 qi xi;奇 qi ji
茄 qie jia;亲 qin qing;区 qu ou;雀 que qiao;塞 sai se;色 se shai;杉 shan sha;折 zhe she;蛇 she yi;什 shen shi
省 sheng xing;石 shi dan;识 shi zhi;食 shi si;似 si shi;属 shu zhu;数 shu shuo;术 shu zhu;熟 shu shou
说 shuo shui yue;宿 su xiu;沓 da ta;拓 tuo ta;屯 tun zhun;驮 tuo duo;尾 wei yi;尉 wei yu;蔚 wei yu;吓 xia he
厦 sha xia;纤 xian qian;削 xiao xue;邪 xie ye;血 xue xie;叶 ye xie;吁 yu xu;咽 yan ye;殷 yin yan;约 yue yao
钥 yao yue;遗 yi wei;员 yuan yun;择 ze zhai;扎 zha za;轧 ya zha ga;着 zhe zhao zhuo;殖 zhi shi;爪 zhua zhao
琢 zhuo zuo;综 zong zeng;尺 chi che;哪 na nei;那 na nei;这 zhe zhei;谁 shui shei;熨 yun yu;蹊 xi qi;褪 tui tun
峙 zhi shi;咳 ke hai;抹 mo ma;碌 lu liu;陆 lu liu;姥 lao mu;捋 lv luo;缪 miu miao mou;圩 wei xu;涡 wo guo
铅 qian yan;莘 shen xin;荥 xing ying;歙 she xi;期 qi ji;拾 shi she;丁 ding zheng;仔 zi zai;侗 dong tong
俞 yu shu;俟 si qi;倘 tang chang;噌 ceng cheng;嗄 a sha;埔 pu bu;堕 duo hui;宓 mi fu;尿 niao sui;彷 fang pang
仿 fang pang;溃 kui hui;隗 wei kui;拚 pan pin;敦 dun dui;枸 gou ju;桔 ju jie;桧 gui hui;栅 zha shan;氏 shi zhi
汤 tang shang;沈 shen chen;泷 long shuang;洗 xi xian;洞 dong tong;浚 jun xun;涌 yong chong;渑 mian sheng
澹 dan tan;炅 jiong gui;犍 jian qian;矜 jin guan;砉 hua xu;筠 yun jun;粥 zhou yu;纶 lun guan;茜 qian xi
莞 guan wan;葚 shen ren;虾 xia ha;蛤 ge ha;裨 bi pi;谌 chen shen;趵 bao bo;郇 xun huan;郗 xi chi;钿 dian tian
镐 gao hao;阏 e yan;陂 bei pi po;隽 juan jun;骠 biao piao;鹄 hu gu;鹘 hu gu;鸟 niao diao;黾 mian min;剥 bo bao
剿 jiao chao;呱 gua gu;哦 o e;嘘 xu shi;噱 jue xue;夯 hang ben;孱 chan can;忒 te tui;扛 kang gang;拽 zhuai ye
掺 chan shan;桁 heng hang;溺 ni niao;漯 luo ta;潦 liao lao;牟 mou mu;瞿 qu ju;翟 zhai di;肋 lei le;膀 bang pang
荨 qian xun;藉 jie ji;衰 shuai cui;褚 chu zhe;趄 ju qie;铛 dang cheng;颉 jie xie;魄 po tuo;龈 yin ken
`

func main() {
	log.SetFlags(0)
	first, further := make(map[string][]rune), make(map[string][]rune)
	several := make(map[rune][]string)
	for _, item := range strings.FieldsFunc(polyphones, func(r rune) bool { return r == ';' || r == '\n' }) {
		fields := strings.Fields(item)
		several[[]rune(fields[0])[0]] = fields[1:]
	}
	chars := 0
	for r := rune(0x3007); r <= 0x9FFF; r++ {
		readings, ok := pinyin.PinyinDict[int(r)]
		if !ok || r > 0x3007 && r < 0x4E00 {
			continue
		}
		if f, _ := segmenter.Fold(string(r)); f != string(r) {
			continue
		}
		spelled := several[r]
		for _, reading := range strings.Split(readings, ",") {
			if s := syllable(reading); spelled == nil && s != "" {
				spelled = []string{s}
			}
		}
		for i, s := range spelled {
			if i == 0 {
				first[s] = append(first[s], r)
				chars++
			} else {
				further[s] = append(further[s], r)
			}
		}
	}
	var b strings.Builder
	b.WriteString(head)
	var syllables []string
	for s := range first {
		syllables = append(syllables, s)
	}
	for s := range further {
		if first[s] == nil {
			syllables = append(syllables, s)
		}
	}
	slices.Sort(syllables)
	for _, s := range syllables {
		b.WriteString(s + " " + string(first[s]))
		if further[s] != nil {
			b.WriteString("|" + string(further[s]))
		}
		b.WriteByte('\n')
	}
	if err := os.WriteFile("pinyin.txt", []byte(b.String()), 0o644); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("pinyin.txt: %d characters, %d syllables, %d bytes\n", chars, len(syllables), b.Len())
}

// syllable takes the tone from a reading; "" for what is not a full syllable (m, hng).
func syllable(reading string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(reading) {
		switch {
		case r >= 'a' && r <= 'z':
			b.WriteRune(r)
		case r == 0x0308: // the dots of ü
			s := strings.TrimSuffix(b.String(), "u") + "v"
			b.Reset()
			b.WriteString(s)
		case r == 0x0302: // ê
			return ""
		}
	}
	s := b.String()
	if !strings.ContainsAny(s, "aeiouv") {
		return ""
	}
	return s
}
