package main

const usageEN = `tiaowen 条文 finds clauses in policy texts and statutes and answers in their own words.

  tiaowen serve   [--addr 127.0.0.1:8080] [--data DIR]   pages, widget and API
  tiaowen ask     [--json] QUESTION                      tiaowen ask 第20条禁止什么
  tiaowen search  [--json] [--limit N] WORDS             tiaowen search 党员档案
  tiaowen show    [--json] CLAUSE…                       20, 18-21, 民法典第五十四条
  tiaowen norms   [--json | --csv]                       every must, must-not and may, and whom it binds

  tiaowen import  --data DIR [--strict] FILE|DIR…        reads txt, md, html, docx, doc, wps, odt, rtf, ofd, pdf, mht, zip
  tiaowen check   FILE|DIR…                              shows the outline and the doubtful places; imports nothing
  tiaowen list    --data DIR                             the documents, with their ids
  tiaowen remove  --data DIR ID…
  tiaowen backup  --data DIR FILE.tar                    works while servers and imports run
  tiaowen restore --data DIR FILE.tar                    into a new directory

  tiaowen eval    [--failures] FILE.jsonl                tests the answers with questions whose answers are known
  tiaowen eval    --self ID                              asks questions made from a document; lists what is not found
  tiaowen study   [--format F] [--out FILE] [CLAUSE…]    questions, papers, cards and handouts made from clauses
  tiaowen quotes  [--json] [--out FILE.docx] FILE        checks quotations and citations; - reads stdin
  tiaowen compare [--json] [--out FILE.docx] A B         compares an old and a new text: two files, or ids
  tiaowen mcp     [--data DIR]                           the same functions for office assistants, over stdio
  tiaowen token   add --data DIR [--role admin] NAME     creates a token to read or administer; also: list, revoke ID
  tiaowen config  [--config FILE] [--json]               prints the options of serve and where each comes from
  tiaowen version

Options, before or after the words:
  --data DIR            the data directory; without it, the built-in text
  --document ID         only this document (ask, search, show, norms, eval)
  --meaning on|off      off: search by words only
  --embed-url URL  --embed-model NAME   your own encoder: a server with OpenAI's embeddings route
  --opensearch URL,URL  use the documents of a cluster; import and remove copy --data to it (DEPLOY.md)
  --synonyms FILE       synonyms, added to the built-in ones: what people say -> what the texts say
  --words FILE          words to add to the dictionary, one per line
  --cache MB            maximum memory for the search; default: what the documents need, about 640 bytes per clause
  --json                print the JSON of the HTTP API, one value per line (also import, list)
  --lang zh|en          language of the messages; default: from LC_ALL, LC_MESSAGES or LANG
  --limit N  --norm forbid|require|permit|encourage  --section NAME             (search)
  --why                 explain the order of the hits, or the answer (search, ask)
  --norm NORM  --actor WHO  --csv   only this kind, only whom it binds; CSV for a spreadsheet (norms)
  --time deadline|frequency|date   only norms with a deadline, a frequency or a date (norms)
  --strict              refuse files with numbering gaps, repeated numbers or doubtful places (import)
  --replace ID          replace this document with the file (import)
  --role read|admin  --days N   what the token allows, and for how long: 365 days by default, 0 for ever (token add)
  --changes  --out FILE.docx   only the changes; a table with three columns    (compare)
  --out FILE.docx       a copy of the DOCX with comments; a report for other files  (quotes)

study:                  without clauses, the whole document
  --section S  --query WORDS  --norm N  --term T   choose more clauses; --norm keeps only those with such a norm
  --format F            text, xlsx, anki, apkg, gift, aiken, h5p, json, paper, paper-b, papers, sheet, key, key-b,
                        handout, notes, markdown, lesson, slides, opml, cards
  --profile P           the question bank with the columns of kaoshibao, motibang or plain
  --kinds K,K           single, multiple, judge, blank, match, order, define, short, case
  --count N  --seed N   number of questions; the same seed gives the same file
  --plan "单选20×2 多选5×4 判断20×1 简答2×10"   a paper by plan: kind, number of questions, points for each
  --copies N            number of papers, 2 to 200, each in a different order, with answer keys, in one ZIP
  --only ID  --without ID      only these questions; all but these. May be repeated
  --merge FILE.xlsx     the question bank you edited: new wording, 删除 or 替换 in the column 处理, your own rows
  --previous FILE.json  cards: the set you gave out before; questions that no longer apply get a tag
  --out FILE            the file to write; without it, or with -, standard output
  --base-url URL        the address of the server, for links and QR codes

serve:
  --addr HOST:PORT      the address to listen on; 127.0.0.1 allows only this machine
  --allow-origin URL    a site whose pages may call the API; may be repeated
  --frame-ancestor URL  a site that may show /embed in a frame; may be repeated
  --base-url URL        the address that users see, for links in files and opensearch.xml
  --contact MAIL        where readers send reports of errors in the texts; without it, reports are saved as files
  --rate N              API requests per second allowed for one address; no limit by default
  --work N              requests handled at a time; default: one per processor, four with a cluster or --embed-url
  --queue N             requests that may wait; default: twice --work; any more get 503
  --connections N       open connections; default 2048; above it, the connection that is idle longest is closed
  --read WHO            open, token or proxy: everybody, holders of a token, or users named by a proxy
  --user-header NAME    header in which a reverse proxy names the user, such as X-Remote-User
  --proxy ADDRESS       a proxy whose --user-header and X-Forwarded-For count, or a network such as 10.0.0.0/24; may be repeated
  --admin-user NAME     a user of the proxy who may administer; may be repeated
  --sign-out-url URL    where users of the proxy sign out; the pages link there
  --count-asked on|off  off: do not count what is asked and not found
  --tls-cert FILE  --tls-key FILE   serve HTTPS; changed files are reloaded
  --pprof HOST:PORT     profiles; only on an address of this machine
  --config FILE         options as lines of TOML: addr = "0.0.0.0:8080"; an unknown key is an error
  --log LEVEL           debug, info, warn or error

Administration is at /admin. It is off until you create a token with tiaowen token add --role admin.
Options that are not given are read from the environment, for example TIAOWEN_DATA for --data.
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
  --why                 说明排序的原因，或作答的依据（search、ask）
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
  --copies 份数         papers 出几份试卷，2 到 200：每份另排次序，附答案，打成一个 ZIP
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
  --queue 个数          排队等候的请求数，不给则为 --work 的 2 倍；超出的立即返回 503
  --connections 个数    保持的连接数，不给为 2048；超出时关闭空闲最久的
  --read 对象           open、token 或 proxy：任何人、有令牌的人、反向代理认定的用户
  --user-header 名称    反向代理用来传递用户名的请求头，例如 X-Remote-User
  --proxy 地址          反向代理，只采信它的 --user-header 和 X-Forwarded-For，也可为网段 10.0.0.0/24；可多次给出
  --admin-user 用户名   可以管理的代理用户；可多次给出
  --sign-out-url 网址   代理用户退出登录的地址，网页上有链接指向它
  --count-asked on|off  off 不统计问过而没有找到的内容
  --tls-cert 文件  --tls-key 文件   使用 HTTPS；文件更新后自动重新读取
  --pprof 主机:端口     性能剖析，只能用本机地址
  --config 文件         TOML 格式，每行一个选项：addr = "0.0.0.0:8080"；没有的选项会报错
  --log 级别            debug、info、warn 或 error

管理页面在 /admin，用 tiaowen token add --role admin 生成令牌后才启用。
没有给出的选项取自环境变量，例如 --data 取自 TIAOWEN_DATA。
退出状态：0 完成，1 失败，2 用法有误，3 没有找到或无法回答。
`
