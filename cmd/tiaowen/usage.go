package main

const usageEN = `tiaowen 条文 finds clauses in policy texts and statutes, and answers with their own words.

  tiaowen serve   [--addr 127.0.0.1:8080] [--data DIR]   pages, widget and API
  tiaowen ask     [--json] QUESTION                      tiaowen ask 第20条禁止什么
  tiaowen search  [--json] [--limit N] WORDS             tiaowen search 党员档案
  tiaowen show    [--json] CLAUSE…                       20, 18-21, 民法典第五十四条
  tiaowen norms   [--json | --csv]                       every must, must-not and may, with who is bound

  tiaowen import  --data DIR [--strict] FILE|DIR…        reads txt, md, html, docx, doc, wps, odt, rtf, ofd, pdf, mht, zip
  tiaowen check   FILE|DIR…                              the outline as read, doubtful places marked; imports nothing
  tiaowen list    --data DIR                             the documents, with their ids
  tiaowen remove  --data DIR ID…
  tiaowen backup  --data DIR FILE.tar                    while servers and imports run, too
  tiaowen restore --data DIR FILE.tar                    into a new directory

  tiaowen eval    [--failures] FILE.jsonl                how many questions with known answers are answered right
  tiaowen eval    --self ID                              does a document answer? what of it cannot be found
  tiaowen study   [--format F] [--out FILE] [CLAUSE…]    questions, papers, cards and handouts made from clauses
  tiaowen quotes  [--json] [--out FILE.docx] FILE        is it quoted right? - reads stdin
  tiaowen compare [--json] [--out FILE.docx] A B         old against new: two files, or ids
  tiaowen mcp     [--data DIR]                           the same for office assistants, over stdio
  tiaowen token   add --data DIR [--role admin] NAME     a token to read or administer with; list, revoke ID
  tiaowen config  [--config FILE] [--json]               the options of serve in force, and where each comes from
  tiaowen version

Options, before or after the words:
  --data DIR            a data directory; without it the text that the program carries
  --document ID         this document alone (ask, search, show, norms, eval)
  --meaning on|off      off searches by words alone
  --embed-url URL  --embed-model NAME   an encoder of your own: a server with OpenAI's embeddings route
  --opensearch URL,URL  the documents of a cluster; import and remove write to it what --data holds (DEPLOY.md)
  --synonyms FILE       what people say against what the texts say, added to the built-in vocabulary
  --words FILE          more words for the dictionary, one a line
  --cache MB            memory for the search, at most; without it what the documents need, some 640 bytes a clause
  --json                what HTTP gives, one JSON value a line (import, list too)
  --lang zh|en          language of the messages; else LC_ALL, LC_MESSAGES, LANG
  --limit N  --norm forbid|require|permit|encourage  --section NAME             (search)
  --why                 what made the order of the hits, or the evidence for the answer (search, ask)
  --norm NORM  --actor WHO  --csv   that kind, those bound; a file for a spreadsheet (norms)
  --time deadline|frequency|date   those with a deadline, with how often, with a day (norms)
  --strict              refuse files with gaps or repeats in the numbering, or doubts (import)
  --replace ID          the file takes the place of this document (import)
  --role read|admin  --days N   what a token allows; how long, 365 days without it, 0 for ever (token add)
  --changes  --out FILE.docx   what changed alone; a table of three columns     (compare)
  --out FILE.docx       the DOCX given, with comments; a report on other files  (quotes)

study:                  without clauses, all of the document
  --section S  --query WORDS  --norm N  --term T   choose more; a norm keeps the clauses that have it
  --format F            text, xlsx, anki, apkg, gift, aiken, h5p, json, paper, paper-b, papers, sheet, key, key-b,
                        handout, notes, markdown, lesson, slides, opml, cards
  --profile P           the bank with the columns of kaoshibao, motibang or plain
  --kinds K,K           single, multiple, judge, blank, match, order, define, short, case
  --count N  --seed N   how many questions, and which; the same seed makes the same file
  --plan "单选20×2 多选5×4 判断20×1 简答2×10"   a paper by plan: kind, how many, points of each
  --copies N            papers: how many, each in another order, with keys, in one ZIP
  --only ID  --without ID      these questions alone; not these. Repeat for more
  --merge FILE.xlsx     the bank as you changed it: reworded, 处理 删除 or 替换, your own rows
  --previous FILE.json  cards: the kit you handed out before, so that what is gone gets a tag
  --out FILE            else the output; - is the output, too
  --base-url URL        where clauses are served, for links and QR codes

serve:
  --addr HOST:PORT      where to listen; 127.0.0.1 keeps it to this machine
  --allow-origin URL    a site whose pages may call the API; repeat for more
  --frame-ancestor URL  a site that may frame /embed; repeat for more
  --base-url URL        the address users see, for links in files and opensearch.xml
  --contact MAIL        who gets reports of errors in the texts; without it they are saved as files
  --rate N              API requests a second that one address may make; no limit without it
  --work N              requests worked on at a time; without it one for each processor, four with a cluster or --embed-url
  --queue N             requests that wait for that, 3 for each in work without it; one more is turned away with 503
  --connections N       connections kept open, 2048 without it; one more closes the one that is idle longest
  --read WHO            open, token or proxy: everybody, whoever has a token, or a user that a proxy names
  --user-header NAME    header in which a reverse proxy names its user, as X-Remote-User
  --proxy ADDRESS       a proxy whose header counts, or a network as 10.0.0.0/24; repeat for more
  --admin-user NAME     a user of the proxy who may administer; repeat for more
  --count-asked on|off  off does not count what is asked and not found
  --tls-cert FILE  --tls-key FILE   serve HTTPS; the files are read again when they change
  --pprof HOST:PORT     profiles, on an address of this machine alone
  --config FILE         options as lines of TOML: addr = "0.0.0.0:8080"; a key that is no option is an error
  --log LEVEL           debug, info, warn or error

Administration is at /admin; it is off until tiaowen token add --role admin has made a token.
An option that is not given is read from the environment: TIAOWEN_DATA for --data.
Exit status: 0 done, 1 failed, 2 wrong usage, 3 nothing found or not answerable.
`

const usageZH = `tiaowen 条文：在制度文件和法律法规中查找条文，用条文原话作答。

  tiaowen serve   [--addr 127.0.0.1:8080] [--data 目录]  网页、嵌入组件和接口
  tiaowen ask     [--json] 问题                          tiaowen ask 第20条禁止什么
  tiaowen search  [--json] [--limit 条数] 词语           tiaowen search 党员档案
  tiaowen show    [--json] 条号…                         20、18-21、民法典第五十四条
  tiaowen norms   [--json | --csv]                       列出各项禁止、要求、允许和鼓励，及其主体

  tiaowen import  --data 目录 [--strict] 文件|目录…      读入 txt、md、html、docx、doc、wps、odt、rtf、ofd、pdf、mht、zip
  tiaowen check   文件|目录…                             显示读出的结构，标出存疑之处，不导入
  tiaowen list    --data 目录                            列出文件及其编号
  tiaowen remove  --data 目录 编号…
  tiaowen backup  --data 目录 文件.tar                   服务和导入进行时也可备份
  tiaowen restore --data 目录 文件.tar                   恢复到新目录

  tiaowen eval    [--failures] 题目.jsonl                用有标准答案的题目检验作答
  tiaowen eval    --self 编号                            由文件自拟题目，列出其中找不到的内容
  tiaowen study   [--format 格式] [--out 文件] [条号…]    由条文生成题目、试卷、记忆卡和讲义
  tiaowen quotes  [--json] [--out 文件.docx] 文件        核对引文和引用；- 表示标准输入
  tiaowen compare [--json] [--out 文件.docx] 旧 新       修订对照：两份文件，或两个编号
  tiaowen mcp     [--data 目录]                          供办公助手调用（标准输入输出）
  tiaowen token   add --data 目录 [--role admin] 姓名    生成阅读或管理用的令牌；list 列出，revoke 编号 撤销
  tiaowen config  [--config 文件] [--json]               列出 serve 现行的各项设置及其来源
  tiaowen version

选项可放在词语前或后：
  --data 目录           数据目录；不给则使用程序自带的文件
  --document 编号       只查这一份文件（ask、search、show、norms、eval）
  --meaning on|off      off 只按词语查找
  --embed-url 网址  --embed-model 名称   自备的语义模型：兼容 OpenAI 向量接口的服务
  --opensearch 网址,网址  查集群上的文件；import、remove 把 --data 中的文件写入集群（见 DEPLOY.md）
  --synonyms 文件       补充词表：人们怎么说、文件怎么写，与自带词表合并
  --words 文件          补充词典，一行一词
  --cache MB            查找最多占用的内存；不给则按文件所需，每条约 640 字节
  --json                输出与 HTTP 接口相同的 JSON，每行一个（import、list 亦可）
  --lang zh|en          提示语言；不给则依 LC_ALL、LC_MESSAGES、LANG
  --limit 条数  --norm forbid|require|permit|encourage  --section 章节          （search）
  --why                 命中为何这样排序；答案凭什么得出（search、ask）
  --norm 类别  --actor 主体  --csv   只列这一类、这一主体；表格文件           （norms）
  --time deadline|frequency|date   只列有期限的、有频次的、有日期的             （norms）
  --strict              拒绝编号有缺漏或重复、或有存疑之处的文件                （import）
  --changes  --out 文件.docx   只列改动；三栏对照表                             （compare）
  --out 文件.docx       原 DOCX 加批注；其他文件出核对报告                      （quotes）
  --replace 编号        用这个文件替换该文件                                    （import）
  --role read|admin  --days 天数   令牌的权限；有效天数，不给为 365 天，0 为不过期（token add）

study 的选项（不给条号则为整份文件）：
  --section 章节  --query 词语  --norm 类别  --term 术语   一并选入；--norm 只留有此类规定的条文
  --format 格式         text、xlsx、anki、apkg、gift、aiken、h5p、json、paper、paper-b、papers、sheet、key、key-b、
                        handout、notes、markdown、lesson、slides、opml、cards
  --profile 格式        题库按 kaoshibao（考试宝）、motibang（磨题帮）或 plain（通用）的列导出
  --kinds 题型,题型     single、multiple、judge、blank、match、order、define、short、case
  --count 题数  --seed 数   出多少题、出哪些题；同一个数每次生成相同的文件
  --plan "单选20×2 多选5×4 判断20×1 简答2×10"   按方案组卷：题型、题数、每题分值
  --copies 份数         papers 出几份试卷：每份另排次序，附答案，打成一个 ZIP
  --only 题号  --without 题号   只要这些题；不要这些题。可多次给出
  --merge 文件.xlsx     并入改过的题库：改写、处理列写删除或替换、自拟的题
  --previous 文件.json  记忆卡：上次发出的题，原文已没有的题会带上标签
  --out 文件            不给则输出到屏幕；- 也表示输出到屏幕
  --base-url 网址       条文所在的网址，用于链接和二维码

serve 的选项：
  --addr 主机:端口      监听地址；127.0.0.1 表示只供本机使用
  --allow-origin 网址   允许其网页调用接口的站点，可多次给出
  --frame-ancestor 网址 允许以框架嵌入 /embed 的站点，可多次给出
  --base-url 网址       用户看到的地址，用于下载文件和 opensearch.xml 中的链接
  --contact 邮箱        文字有误时写信给谁；不给则存为文件
  --rate 次数           每个地址每秒可调用接口的次数；不给则不限
  --work 个数           同时处理的请求数；不给则每个处理器一个，使用集群或 --embed-url 时四个
  --queue 个数          排队等候的请求数，不给则为 --work 的 3 倍；超出的立即以 503 谢绝
  --connections 个数    保持的连接数，不给为 2048；超出时关闭空闲最久的
  --read 对象           open、token 或 proxy：任何人、有令牌的人、反向代理认定的用户
  --user-header 名称    反向代理用来传递用户名的请求头，例如 X-Remote-User
  --proxy 地址          可信任的反向代理，也可为网段 10.0.0.0/24；可多次给出
  --admin-user 用户名   可以管理的代理用户；可多次给出
  --count-asked on|off  off 不统计问过而没有找到的内容
  --tls-cert 文件  --tls-key 文件   使用 HTTPS；文件更新后自动重新读取
  --pprof 主机:端口     性能剖析，只能用本机地址
  --config 文件         TOML 格式，每行一个选项：addr = "0.0.0.0:8080"；没有的选项会报错
  --log 级别            debug、info、warn 或 error

管理页面在 /admin，用 tiaowen token add --role admin 生成令牌后才启用。
没有给出的选项取自环境变量，例如 --data 取自 TIAOWEN_DATA。
退出状态：0 完成，1 失败，2 用法有误，3 没有找到或无法回答。
`
