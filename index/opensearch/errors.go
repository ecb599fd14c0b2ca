package opensearch

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"tiaowen/index/engine"
)

// Reason says why a cluster cannot be used.
type Reason uint8

// The reasons.
const (
	BadAddress   Reason = iota + 1 // the address is missing or invalid
	BadCA                          // the file of certificates cannot be read
	Unreachable                    // no node answers
	Unauthorized                   // the user or the key may not do this
	Red                            // shards are missing
	WrongVersion                   // not OpenSearch 2.10 or later
	ReadOnly                       // writing is blocked, mostly because the disk is full
	Busy                           // too many requests for longer than the budget
	NoTemplate                     // an index was not made by our template
	OtherMapping                   // written by another version of the program
	Nothing                        // nothing has been imported
	Overtaken                      // another import took effect meanwhile
	Refused                        // anything else that the cluster says
)

// Error says what is wrong with a cluster and what to do about it, in English by
// [Error.Error] and in Chinese by [Error.Chinese]. If the reason is that the cluster
// does not answer now, errors.Is(err, engine.ErrEngine) is true.
type Error struct {
	Reason Reason
	Detail string // more about the reason; may be ""
	Err    error  // the cause; may be nil
}

type wording struct{ message, hint, messageZh, hintZh string }

var wordings = map[Reason]wording{
	BadAddress:   {"is not the address of a node", "name one with --opensearch https://search1.example.cn:9200; separate several addresses with commas", "不是节点地址", "请用 --opensearch https://search1.example.cn:9200 给出，多个用逗号分隔"},
	BadCA:        {"contains no readable certificates", "set TIAOWEN_OPENSEARCH_CA to a file in PEM format", "中没有可读取的证书", "请让 TIAOWEN_OPENSEARCH_CA 指向 PEM 格式的文件"},
	Unreachable:  {"no node of the OpenSearch cluster answers", "check the addresses, the network and the nodes", "OpenSearch 集群没有节点应答", "请检查地址、网络和各节点"},
	Unauthorized: {"the OpenSearch cluster rejects this user", "check TIAOWEN_OPENSEARCH_USER and TIAOWEN_OPENSEARCH_PASSWORD, or TIAOWEN_OPENSEARCH_API_KEY, and the user's rights on the indices", "OpenSearch 集群拒绝此用户", "请检查 TIAOWEN_OPENSEARCH_USER 与 TIAOWEN_OPENSEARCH_PASSWORD（或 TIAOWEN_OPENSEARCH_API_KEY）以及该用户对索引的权限"},
	Red:          {"the OpenSearch cluster is red: shards of the documents are missing", "restart the nodes that hold them, or restore a snapshot", "OpenSearch 集群处于 red 状态：缺少部分分片", "请恢复持有这些分片的节点，或从快照恢复"},
	WrongVersion: {"is not a supported version", "use OpenSearch 2.10 or later", "不是支持的版本", "请使用 OpenSearch 2.10 或更高版本"},
	ReadOnly:     {"the OpenSearch cluster does not accept writes", "free space on its disks; below the flood-stage watermark the cluster removes the block itself, and an administrator can remove it", "OpenSearch 集群禁止写入", "请腾出磁盘空间；低于 flood-stage 水位后会自动解除，也可由管理员解除"},
	Busy:         {"the OpenSearch cluster is overloaded", "try again later, or add nodes", "OpenSearch 集群过于繁忙", "请稍后再试，或增加节点"},
	NoTemplate:   {"was not made by tiaowen's index template", "run the import again; the user needs the right to manage index templates", "不是按 tiaowen 的索引模板建立的", "请重新导入；用户需要有管理索引模板的权限"},
	OtherMapping: {"the documents on the cluster were written by another version of tiaowen", "import them again: tiaowen import --data DIR --opensearch URL", "集群上的文件由另一版本的 tiaowen 写入", "请重新写入：tiaowen import --data 目录 --opensearch 地址"},
	Nothing:      {"there are no documents on the OpenSearch cluster yet", "tiaowen import --data DIR --opensearch URL FILE", "OpenSearch 集群上还没有文件", "tiaowen import --data 目录 --opensearch 地址 文件"},
	Overtaken:    {"another import took effect first; nothing was changed", "run the command again", "另一次导入已先生效；没有改动任何内容", "请再运行一次"},
	Refused:      {"the OpenSearch cluster rejected the request", "see the log of the cluster", "OpenSearch 集群拒绝了请求", "详见集群日志"},
}

// Error is the message and the hint in one line.
func (e *Error) Error() string {
	w := wordings[e.Reason]
	return e.line(w.message, w.hint, " (", ")", "; ")
}

// Chinese is Error in Chinese.
func (e *Error) Chinese() string {
	w := wordings[e.Reason]
	return e.line(w.messageZh, w.hintZh, "（", "）", "；")
}

func (e *Error) line(message, hint, open, close, semicolon string) string {
	detail := e.Detail
	if e.Err != nil {
		if detail != "" {
			detail += ": "
		}
		detail += e.Err.Error()
	}
	switch e.Reason {
	case BadAddress, BadCA, WrongVersion, NoTemplate: // the detail says more than the reason
		if e.Detail != "" {
			message = e.Detail + " " + message
		}
		detail = ""
		if e.Err != nil {
			detail = e.Err.Error()
		}
	}
	if detail != "" {
		message += open + detail + close
	}
	return message + semicolon + hint
}

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Err }

// Is reports whether the target is [engine.ErrEngine] and the reason is temporary.
func (e *Error) Is(target error) bool {
	switch e.Reason {
	case Unreachable, Unauthorized, Red, Busy, Refused:
		return target == engine.ErrEngine
	}
	return false
}

// Is reports whether err is an [Error] for one of the reasons.
func Is(err error, reasons ...Reason) bool {
	var e *Error
	return errors.As(err, &e) && slices.Contains(reasons, e.Reason)
}

// failure is an error as the cluster reports it.
type failure struct {
	Type   string `json:"type"`
	Reason string `json:"reason"`
	Root   []struct {
		Type   string `json:"type"`
		Reason string `json:"reason"`
	} `json:"root_cause"`
}

// refusal makes an error from an answer with an error status.
func refusal(status int, answer []byte) error {
	var said struct {
		Error json.RawMessage `json:"error"`
	}
	var f failure
	if json.Unmarshal(answer, &said) == nil && json.Unmarshal(said.Error, &f) != nil {
		_ = json.Unmarshal(said.Error, &f.Reason) // some errors are a string
	}
	if len(f.Root) > 0 && f.Root[0].Reason != "" {
		f.Type, f.Reason = f.Root[0].Type, f.Root[0].Reason
	}
	if f.Reason == "" {
		f.Reason = strings.TrimSpace(string(answer[:min(len(answer), 200)]))
	}
	return f.error(status)
}

// reasonsOfTypes are the reasons for the types of errors that always mean the same.
var reasonsOfTypes = map[string]Reason{
	"invalid_alias_name_exception":        Overtaken,
	"aliases_not_found_exception":         Overtaken,
	"circuit_breaking_exception":          Busy,
	"no_shard_available_action_exception": Red,
	"unavailable_shards_exception":        Red,
}

// reasonsOfStatuses are the reasons for HTTP statuses, if the type of an error says nothing more.
var reasonsOfStatuses = map[int]Reason{
	http.StatusUnauthorized:       Unauthorized,
	http.StatusForbidden:          Unauthorized,
	http.StatusTooManyRequests:    Busy,
	http.StatusServiceUnavailable: Unreachable,
	http.StatusBadGateway:         Unreachable,
	http.StatusGatewayTimeout:     Unreachable,
}

// error makes an [Error] of what the cluster reports.
func (f failure) error(status int) error {
	return &Error{Reason: f.reason(status), Detail: fmt.Sprintf("%d %s: %s", status, f.Type, f.Reason)}
}

// reason finds the reason for what the cluster reports.
func (f failure) reason(status int) Reason {
	unavailable := status == http.StatusServiceUnavailable
	switch {
	case f.Type == "cluster_block_exception" && !unavailable: // a full disk has the status of a busy cluster
		return ReadOnly
	case f.Type == "search_phase_execution_exception" && unavailable:
		return Red
	}
	if r, ok := reasonsOfTypes[f.Type]; ok {
		return r
	}
	return cmp.Or(reasonsOfStatuses[status], Refused)
}
