// Package vectors keeps the sentence vectors of the clauses of a data directory.
//
// They stand beside the generations, because a text keeps its vector over all of them:
//
//	vectors/<model>.bin    what package meaning writes, one file a model
//	vectors/<model>.json   how far the encoding is; see Encoding
//	vectors/lock           held by the process that encodes
//
// They are made from the clauses, and made again when they are lost. [Encode] makes what is
// missing, [Open] opens what is there, and [Encoded] tells how far the encoding is. Once all clauses have their
// vectors, those that encoders of other versions of the program made are removed, a week after their last use.
package vectors

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tiaowen/index"
	"tiaowen/index/meaning"
	"tiaowen/index/store"
	"tiaowen/index/store/disk"
)

// folder is the folder of the vectors of a data directory.
type folder string

func in(dir string) folder { return folder(filepath.Join(dir, "vectors")) }

func (f folder) lock() string                 { return filepath.Join(string(f), "lock") }
func (f folder) vectors(model string) string  { return filepath.Join(string(f), model+".bin") }
func (f folder) encoding(model string) string { return filepath.Join(string(f), model+".json") }

// Encoding tells how many clauses of a generation have their vectors.
type Encoding struct {
	Model      string `json:"model"`
	Generation int    `json:"generation"`
	Encoded    int    `json:"encoded"`
	Clauses    int    `json:"clauses"`
}

// Encoded tells how far the encoding of what is current is, by the model that
// was used last. It is all zero where nothing was encoded.
func Encoded(dir string) Encoding {
	files, _ := filepath.Glob(in(dir).encoding("*")) // Unreachable: the pattern is right.
	var last Encoding
	var when time.Time
	for _, name := range files {
		b, err := os.ReadFile(name)
		info, serr := os.Stat(name)
		var e Encoding
		if err != nil || serr != nil || json.Unmarshal(b, &e) != nil || !info.ModTime().After(when) {
			continue
		}
		last, when = e, info.ModTime()
	}
	if n, err := store.Current(dir); err != nil || n != last.Generation {
		last.Encoded = 0
	}
	return last
}

// Open opens the vectors of a model that a directory holds. It gives nil
// where there are none, or none that can be used: the log says which.
func Open(dir, model string, log *slog.Logger) *meaning.Vectors {
	v, err := meaning.OpenVectors(in(dir).vectors(model), model)
	if err == nil {
		return v
	}
	if !errors.Is(err, fs.ErrNotExist) {
		log.Warn("the vectors cannot be read; words alone are searched until they are encoded again", "dir", dir, "because", err)
	}
	return nil
}

// Times of Encode, shorter in tests.
var (
	encodeTell  = 15 * time.Second // at most, between two looks of the index at what has been encoded
	encodeRetry = time.Minute      // until an encoder that failed is asked again
)

// encodeBatch is the number of texts that an encoder is given at a time.
const encodeBatch = 16

// Encode keeps an index supplied with the vectors of its clauses: it encodes
// those that have none, in the background, and hands the index what there is, at first and every few
// seconds. It returns when all are there or ctx is done. It may be stopped or killed at
// any moment; what was encoded stays. One process encodes at a time, others wait for its
// vectors. generation is that of the index. A nil
// log means slog.Default().
func Encode(ctx context.Context, dir string, generation int, ix *index.Index, e meaning.Encoder, log *slog.Logger) {
	if log == nil {
		log = slog.Default()
	}
	x := newEncoding(dir, generation, ix, e, log)
	for {
		err := x.round(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case err == nil && x.complete:
			return
		case err != nil && (x.told == "" || x.told != err.Error()):
			x.told = err.Error()
			x.log.Warn("clauses cannot be encoded; until then their words alone are searched", "dir", dir, "model", e.ID(), "because", err)
		}
		select {
		case <-time.After(encodeRetry):
		case <-ctx.Done():
			return
		}
	}
}

// EncodeOnce is [Encode] without another try: the error says why some clauses have no vectors yet.
func EncodeOnce(ctx context.Context, dir string, generation int, ix *index.Index, e meaning.Encoder, log *slog.Logger) error {
	return newEncoding(dir, generation, ix, e, log).round(ctx)
}

func newEncoding(dir string, generation int, ix *index.Index, e meaning.Encoder, log *slog.Logger) *encoding {
	return &encoding{folder: in(dir), ix: ix, encoder: meaning.Quiet(e), asked: e, log: log, generation: generation}
}

// encoding is one run of Encode.
type encoding struct {
	folder
	ix             *index.Index
	encoder, asked meaning.Encoder
	log            *slog.Logger
	generation     int
	complete       bool
	waste          bool   // the file is worth compacting
	told           string // the last error
}

// round encodes what is missing. If another process is encoding, it only reads
// the vectors that are there.
func (x *encoding) round(ctx context.Context) error {
	if _, err := x.look(false); err != nil || x.complete && !x.waste && len(x.outdated()) == 0 {
		return err
	}
	if err := os.MkdirAll(string(x.folder), 0o755); err != nil {
		return err
	}
	lock, err := os.OpenFile(x.lock(), os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return err
	}
	defer lock.Close()
	if free, err := disk.TryLock(lock, false); err != nil || !free {
		return err
	}
	if x.waste {
		if err := x.compact(); err != nil {
			x.log.Warn("the vectors of clauses that are gone stay on the disk", "dir", string(x.folder), "because", err)
		}
	}
	// What was written between the look and the lock is seen now.
	missing, err := x.look(true)
	if err == nil && !x.complete {
		if err = x.encode(ctx, missing); err == nil {
			_, err = x.look(true)
		}
	}
	if err == nil && x.complete {
		x.drop(x.outdated())
	}
	return err
}

// keepOutdated is how long the vectors of an encoder that this program does not carry are kept
// since they were used last. Whoever goes back to the older version within that time finds
// them, and two versions that serve one directory do not make each other encode it anew.
const keepOutdated = 7 * 24 * time.Hour

// outdated gives the encoders of other versions of the program whose vectors nobody has used
// for a while. Vectors of servers' encoders are never among them: the program cannot know who uses
// those. Where a server encodes, there are none: it does not tell which encoder the program carries.
func (x *encoding) outdated() (models []string) {
	if !meaning.OfProgram(x.asked.ID()) {
		return nil
	}
	used := make(map[string]time.Time)
	entries, _ := os.ReadDir(string(x.folder)) // Without the folder nothing is outdated.
	for _, entry := range entries {
		kind := filepath.Ext(entry.Name())
		model := strings.TrimSuffix(entry.Name(), kind)
		info, err := entry.Info()
		if err != nil || kind != ".bin" && kind != ".json" || model == x.asked.ID() || !meaning.OfProgram(model) {
			continue
		}
		if last, ok := used[model]; !ok || info.ModTime().After(last) {
			used[model] = info.ModTime()
		}
	}
	for model, last := range used {
		if time.Since(last) > keepOutdated {
			models = append(models, model)
		}
	}
	slices.Sort(models)
	return models
}

// drop removes the vectors of other encoders. The lock must be held. A file that cannot be
// removed, because another process has it mapped, stays until the next round.
func (x *encoding) drop(models []string) {
	for _, model := range models {
		err := os.Remove(x.vectors(model))
		if err == nil || errors.Is(err, fs.ErrNotExist) {
			err = os.Remove(x.encoding(model)) // last: it tells when the vectors were used
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			x.log.Debug("vectors of another version of the program stay on the disk", "dir", string(x.folder), "model", model, "because", err)
			continue
		}
		x.log.Info("vectors of another version of the program are removed", "dir", string(x.folder), "model", model)
	}
}

// compact drops the vectors of texts that are no longer there. The lock must be held.
func (x *encoding) compact() error {
	model, keys := x.asked.ID(), x.ix.Keys()
	return meaning.Compact(x.vectors(model), model, func(k meaning.Key) bool { return keys[k] })
}

// wasteful reports whether more than half of a file are vectors without a clause.
func (x *encoding) wasteful(v *meaning.Vectors) bool {
	if v == nil || v.Len() < compactFrom {
		return false
	}
	live := 0
	for k := range x.ix.Keys() {
		if _, ok := v.Find(k); ok {
			live++
		}
	}
	return v.Len() > 2*live
}

// compactFrom is how many vectors are worth a new file: 400 bytes each. A variable for tests.
var compactFrom = 1000

// look hands the index the vectors that there are and gives the texts without one. With the
// lock held it removes a file that cannot be used; without it, another process may be writing
// that file.
func (x *encoding) look(locked bool) (missing []string, err error) {
	v, err := meaning.OpenVectors(x.vectors(x.asked.ID()), x.asked.ID())
	if errors.Is(err, meaning.ErrVectors) {
		v, err = nil, nil
		if locked {
			x.log.Warn("the vectors are encoded again", "dir", string(x.folder), "because", meaning.ErrVectors)
			err = os.Remove(x.vectors(x.asked.ID()))
		}
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	missing = x.ix.Missing(v)
	x.waste = x.wasteful(v)
	x.ix.SetMeaning(x.asked, v)
	x.complete = len(missing) == 0
	x.tell()
	return missing, nil
}

// tell writes down how far it is.
func (x *encoding) tell() {
	have, all := x.ix.Encoded()
	b, err := json.Marshal(Encoding{x.asked.ID(), x.generation, have, all})
	if err != nil || os.MkdirAll(string(x.folder), 0o755) != nil {
		return
	}
	// A process that cannot write here cannot encode either; its error says so.
	_ = disk.Replace(x.encoding(x.asked.ID()), append(b, '\n'))
}

// encode adds the vectors of texts to the file.
func (x *encoding) encode(ctx context.Context, texts []string) (err error) {
	var out *meaning.Appender
	defer func() {
		if out != nil {
			err = errors.Join(err, out.Close())
		}
	}()
	shipped := index.Shipped(x.asked.ID())
	told, every := time.Now(), encodeTell/8
	for len(texts) > 0 {
		batch := texts[:min(len(texts), encodeBatch)]
		texts = texts[len(batch):]
		vectors, err := x.vectorsOf(ctx, batch, shipped)
		if err != nil {
			return err
		}
		if out == nil {
			if out, err = meaning.Append(x.vectors(x.asked.ID()), x.asked.ID(), len(vectors[0])); err != nil {
				return err
			}
		}
		for i, v := range vectors {
			if err := out.Add(meaning.KeyOf(batch[i]), v); err != nil {
				return err
			}
		}
		if time.Since(told) > every && len(texts) > 0 {
			if _, err := x.look(true); err != nil {
				return err
			}
			told, every = time.Now(), min(2*every, encodeTell)
		}
	}
	return nil
}

// vectorsOf encodes texts, but for those whose vectors the program carries.
func (x *encoding) vectorsOf(ctx context.Context, texts []string, shipped *meaning.Vectors) ([][]float32, error) {
	out := make([][]float32, len(texts))
	var rest []string
	var at []int
	for i, text := range texts {
		if shipped != nil {
			if place, ok := shipped.Find(meaning.KeyOf(text)); ok {
				out[i] = shipped.At(place)
				continue
			}
		}
		rest, at = append(rest, text), append(at, i)
	}
	if len(rest) == 0 {
		return out, nil
	}
	vectors, err := x.encoder.EncodePassages(ctx, rest)
	if err != nil {
		return nil, err
	}
	for i, v := range vectors {
		out[at[i]] = v
	}
	return out, nil
}

// Files gives the files of vectors of a directory, by the model.
func Files(dir string) map[string]string {
	names, _ := filepath.Glob(in(dir).vectors("*")) // Unreachable: the pattern is right.
	files := make(map[string]string)
	for _, name := range names {
		files[strings.TrimSuffix(filepath.Base(name), ".bin")] = name
	}
	return files
}
