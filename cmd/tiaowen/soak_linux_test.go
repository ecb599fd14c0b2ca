package main

import (
	"fmt"
	"io"
	"io/fs"
	"math"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tiaowen/api/admin"
)

// soak is a soak test as the environment asks for it.
type soak struct {
	length time.Duration // TIAOWEN_SOAK
	rate   float64       // requests a second: TIAOWEN_SOAK_RATE
	data   string        // TIAOWEN_SOAK_DATA: a directory to run on, which is changed; "" for a new one
	asks   []string      // TIAOWEN_SOAK_QUESTIONS: a file with a question on each line
}

// soakWorkers is how many connections ask, each of them kept open, so that the
// goroutines of the server can be compared.
const soakWorkers = 4

func newSoak(t *testing.T) soak {
	t.Helper()
	s := soak{length: 5 * time.Second, rate: 150, data: os.Getenv("TIAOWEN_SOAK_DATA")}
	if d, err := time.ParseDuration(os.Getenv("TIAOWEN_SOAK")); err == nil {
		s.length, s.rate = d, 15
	}
	if r, err := strconv.ParseFloat(os.Getenv("TIAOWEN_SOAK_RATE"), 64); err == nil && r > 0 {
		s.rate = r
	}
	if name := os.Getenv("TIAOWEN_SOAK_QUESTIONS"); name != "" {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		s.asks = strings.Split(strings.TrimSpace(string(text)), "\n")
	}
	return s
}

// path is a request that nobody has made before: of 100, 80 search, 15 ask and
// 5 complete.
func (s soak) path(random *rand.Rand) string {
	n := random.IntN(1_000_000_000)
	words, question := fmt.Sprintf("第%d科 申请人 材料 %d", n%19, n), fmt.Sprintf("第%d科要求申请人在多少个工作日内提交材料？%d", n%19, n)
	if len(s.asks) > 0 {
		question = s.asks[n%len(s.asks)] + strconv.Itoa(n)
		words = question
	}
	switch r := random.IntN(100); {
	case r < 80:
		return "/api/v1/search?q=" + url.QueryEscape(words)
	case r < 95:
		return "/api/v1/ask?q=" + url.QueryEscape(question)
	}
	return "/api/v1/suggest?q=" + url.QueryEscape("申请"+strconv.Itoa(n))
}

// load asks at the rate of a soak until stop is set.
type load struct {
	stop                atomic.Bool
	wg                  sync.WaitGroup
	asked, shed, failed atomic.Int64
	said                sync.Map // what failed, for the log
}

func (s soak) load(address string) *load {
	l := new(load)
	pause := time.Duration(float64(soakWorkers) / s.rate * float64(time.Second))
	for worker := range soakWorkers {
		l.wg.Go(func() {
			client := &http.Client{Transport: &http.Transport{MaxConnsPerHost: 1}, Timeout: 30 * time.Second}
			defer client.CloseIdleConnections()
			random := rand.New(rand.NewPCG(uint64(worker), uint64(time.Now().UnixNano())))
			for next := time.Now().Add(pause * time.Duration(worker) / soakWorkers); !l.stop.Load(); next = next.Add(pause) {
				time.Sleep(time.Until(next))
				l.ask(client, address+s.path(random))
			}
		})
	}
	return l
}

func (l *load) ask(client *http.Client, url string) {
	l.asked.Add(1)
	res, err := client.Get(url)
	if err != nil {
		l.failed.Add(1)
		l.said.Store(url, err.Error())
		return
	}
	_, err = io.Copy(io.Discard, res.Body)
	res.Body.Close()
	switch {
	case res.StatusCode == http.StatusServiceUnavailable:
		l.shed.Add(1)
	case err != nil || res.StatusCode != http.StatusOK:
		l.failed.Add(1)
		l.said.Store(url, fmt.Sprint(res.StatusCode, err))
	}
}

// end stops a load, and says what has failed.
func (l *load) end(t *testing.T) {
	l.stop.Store(true)
	l.wg.Wait()
	l.said.Range(func(url, what any) bool { t.Errorf("%s: %s", url, what); l.said.Delete(url); return true })
}

// samples are the figures of a server over time: a row for each sample.
type samples struct {
	minutes []float64
	of      map[string][]float64
}

// figures of a server, in the order in which they are printed, and what each
// may have grown by when the soak ends: a part of its mean, and a bit more.
var figures = []struct {
	name       string
	part, more float64
}{
	{"goroutines", 0, 10},
	{"heap", 0.1, 8e6},
	{"resident", 0.1, 32e6},
	{"descriptors", 0, 10},
	{"files", 0, 20},
}

// take measures a server: its heap after a collection, the memory of the
// process, and the files of its directory.
func (s *samples) take(t *testing.T, since time.Time, address, profiles, data string) {
	t.Helper()
	fetch := func(url string) []byte {
		res, err := http.Get(url)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		b, err := io.ReadAll(res.Body)
		if err != nil || res.StatusCode != http.StatusOK {
			t.Fatalf("%s: %d %v", url, res.StatusCode, err)
		}
		return b
	}
	fetch(profiles + "/debug/pprof/heap?gc=1")
	page := fetch(address + "/metrics")
	value := func(name string) float64 {
		m := regexp.MustCompile(`(?m)^` + name + ` (\S+)$`).FindSubmatch(page)
		if m == nil {
			t.Fatalf("no %s in the metrics:\n%s", name, page)
		}
		f, err := strconv.ParseFloat(string(m[1]), 64)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	files := 0
	if err := filepath.WalkDir(data, func(string, fs.DirEntry, error) error { files++; return nil }); err != nil {
		t.Fatal(err)
	}
	row := map[string]float64{
		"goroutines": value("go_goroutines"), "heap": value("go_memstats_heap_alloc_bytes"), "resident": value("process_resident_memory_bytes"),
		"descriptors": value("process_open_fds"), "files": float64(files),
	}
	s.minutes = append(s.minutes, time.Since(since).Minutes())
	for name, v := range row {
		s.of[name] = append(s.of[name], v)
	}
}

// slope fits a line to values by least squares: by how much they grow a minute,
// the standard error of that, and their mean.
func slope(minutes, values []float64) (slope, failing, mean float64) {
	n := float64(len(values))
	var mx float64
	for i := range values {
		mx += minutes[i] / n
		mean += values[i] / n
	}
	var xx, xy, rest float64
	for i := range values {
		xx += (minutes[i] - mx) * (minutes[i] - mx)
		xy += (minutes[i] - mx) * (values[i] - mean)
	}
	slope = xy / xx
	for i := range values {
		d := values[i] - mean - slope*(minutes[i]-mx)
		rest += d * d
	}
	return slope, math.Sqrt(rest / (n - 2) / xx), mean
}

// change imports a document over HTTP and removes it again.
func (s soak) change(t *testing.T, address, secret string, round int) {
	t.Helper()
	text := fmt.Sprintf("第%d号登记办法\n\n", round)
	for a := 1; a <= 30; a++ {
		text += fmt.Sprintf("第%d条 申请人应当在%d个工作日内向第%d科提交材料，逾期不予受理。第%d轮。\n", a, a+round, (a*7+round)%19, round)
	}
	status, p := post(t, address, secret, text)
	if status != http.StatusAccepted {
		t.Errorf("round %d: the import is answered with %d %+v", round, status, p)
		return
	}
	job := ended(t, address, secret, p.ID)
	if job.State != admin.Done || len(job.Reports) != 1 || job.Reports[0].ID == "" {
		t.Errorf("round %d: the import ends as %+v", round, job)
		return
	}
	req, err := http.NewRequest(http.MethodDelete, address+"/api/v1/admin/documents/"+job.Reports[0].ID, nil)
	if err != nil {
		t.Fatal(err)
	}
	if status := asked(t, req, secret, &p); status != http.StatusAccepted {
		t.Errorf("round %d: the removal is answered with %d %+v", round, status, p)
		return
	}
	if job := ended(t, address, secret, p.ID); job.State != admin.Done {
		t.Errorf("round %d: the removal ends as %+v", round, job)
	}
}

// TestSoak keeps a server under a fixed load of searches, questions and
// completions, never the same twice, while a document is imported and removed
// over and over, for 5 seconds or TIAOWEN_SOAK. No request fails, hardly any is
// shed, and after the first sixth nothing grows: heap, memory, goroutines,
// descriptors, files. What grows is told by a line fitted to the samples: it
// grows when that is more than chance (3 standard errors) and more than little.
func TestSoak(t *testing.T) {
	s := newSoak(t)
	data, more := s.data, []string{"--meaning", "on"}
	if data == "" {
		data, more = filepath.Join(t.TempDir(), "data"), nil
		if out, err := process(t, append([]string{"import", "--data", data}, writeLaws(t, t.TempDir(), 20, 0)...)...).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	secret, said, status := finished(t, "token", "add", "--data", data, "--role", "admin", "soak")
	if status != 0 {
		t.Fatal(said)
	}
	profiles := freeAddress(t)
	server, address := startServer(t, data, append(more, "--pprof", profiles)...)
	l := s.load(address)
	defer l.end(t)
	got := &samples{of: make(map[string][]float64)}
	every := max(min(s.length/120, 30*time.Second), 100*time.Millisecond)
	rounds, change := 0, max(s.length/20, time.Second)
	for start := time.Now(); time.Since(start) < s.length; {
		if time.Since(start) > time.Duration(rounds)*change {
			rounds++
			s.change(t, address, strings.TrimSpace(secret), rounds)
		}
		got.take(t, start, address, "http://"+profiles, data)
		if i := len(got.minutes) - 1; every > time.Second {
			t.Logf("%5.1f min: %.0f goroutines, heap %.1f MB, resident %.0f MB, %.0f descriptors, %.0f files; %d asked, %d shed, %d failed", got.minutes[i], got.of["goroutines"][i],
				got.of["heap"][i]/1e6, got.of["resident"][i]/1e6, got.of["descriptors"][i], got.of["files"][i], l.asked.Load(), l.shed.Load(), l.failed.Load())
		}
		time.Sleep(time.Until(start.Add(every * time.Duration(len(got.minutes)))))
	}
	l.end(t)
	if l.asked.Load() < 50 || l.shed.Load() > l.asked.Load()/100 { // the machine may be busy with other work
		t.Errorf("%d requests, %d of them shed", l.asked.Load(), l.shed.Load())
	}
	got.flat(t)
	t.Logf("%d requests, %d documents imported and removed", l.asked.Load(), rounds)
	if err := server.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := server.Wait(); err != nil {
		t.Errorf("the server ends with %v", err)
	}
}

// flat reports what has grown since the first sixth.
func (s *samples) flat(t *testing.T) {
	t.Helper()
	from := len(s.minutes) / 6
	minutes := s.minutes[from:]
	if len(minutes) < 5 {
		t.Fatalf("%d samples", len(minutes))
	}
	for _, f := range figures {
		grows, failing, mean := slope(minutes, s.of[f.name][from:])
		long := minutes[len(minutes)-1] - minutes[0]
		part := f.part
		if long < 1 { // in seconds caches fill: only what more than doubles counts
			part++
		}
		t.Logf("%-11s mean %.4g, slope %.3g ± %.2g a minute: %.3g ± %.2g in %.3g minutes", f.name, mean, grows, failing, grows*long, failing*long, long)
		if grows > 3*failing && grows*long > part*mean+f.more {
			t.Errorf("%s grow by %.3g from a mean of %.4g", f.name, grows*long, mean)
		}
	}
}

// freeAddress is an address of this machine on which nobody listens.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// What a soak judges by: a line that climbs is seen, and so is one that does not.
func TestSlope(t *testing.T) {
	minutes, flat, climbs := []float64{}, []float64{}, []float64{}
	for i := range 60 {
		noise := float64(i*7%11) - 5
		minutes, flat, climbs = append(minutes, float64(i)), append(flat, 100+noise), append(climbs, 100+noise+2*float64(i))
	}
	if grows, failing, mean := slope(minutes, flat); math.Abs(grows) > 3*failing || math.Abs(mean-100) > 1 {
		t.Errorf("a flat line: %.3f ± %.3f, mean %.1f", grows, failing, mean)
	}
	if grows, failing, _ := slope(minutes, climbs); math.Abs(grows-2) > 3*failing || failing > 0.1 {
		t.Errorf("a line that climbs by 2: %.3f ± %.3f", grows, failing)
	}
}
