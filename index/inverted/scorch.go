// Package inverted keeps the clauses of documents in Bleve's inverted index, scorch: on
// disk, written by a [Builder] and read by a [Reader], or in memory ([New]). It uses scorch
// below its query layer: an entry supplies terms that are already cut, and the ranking reads
// the postings.
//
// A Bleve document is a clause; its id is the clause's id ("cyzd/20"). Stored beside the
// id is where its words stand; the text lives in the [corpus.Document].
package inverted

import (
	"errors"
	"fmt"
	"os"

	"github.com/blevesearch/bleve/v2/index/scorch"
	bleve "github.com/blevesearch/bleve_index_api"
)

// openScorch opens the inverted index in dir, or an empty one in memory when
// dir is "". Close the index and then the queue.
func openScorch(dir string, readOnly bool) (bleve.Index, *bleve.AnalysisQueue, error) {
	queue := bleve.NewAnalysisQueue(2)
	config := map[string]any{"path": dir}
	if dir != "" {
		config["read_only"] = readOnly
		config["unsafe_batch"] = true // Builder.Close waits for the disk once, at the end
		config["numSnapshotsToKeep"] = 1
		if !readOnly {
			config["asyncErrorCallbackName"] = diskErrors
		}
		if !readOnly && !exists(dir) {
			config["scorchMergePlanOptions"] = fewMerges
		}
		// A lock held by another process is an error now, not a wait for ever.
		config["bolt_timeout"] = "1s"
	}
	inv, err := scorch.NewScorch(scorch.Name, config, queue)
	if err == nil {
		err = inv.Open()
	}
	if err != nil {
		queue.Close()
		return nil, nil, fmt.Errorf("opening the index: %w", err)
	}
	return inv, queue, nil
}

// fewMerges leaves up to a hundred segments of a size beside each other while a new index is written:
// [Builder.Merge] reads them all anyway, and merging before that writes every posting twice.
var fewMerges = map[string]any{"MaxSegmentsPerTier": 100, "SegmentsPerMergeTask": 100}

// ErrNoIndex says that a directory holds no index.
var ErrNoIndex = errors.New("no index in this directory")

func exists(dir string) bool {
	_, err := os.Stat(dir + "/root.bolt")
	return err == nil
}
