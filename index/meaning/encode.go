package meaning

import "context"

// Encoder makes vectors of texts. [Model] is one in this process, [Remote] one
// elsewhere.
type Encoder interface {
	// ID names the model. Vectors of different models do not compare.
	ID() string
	// EncodeQuery gives the vector of a question. The larger its product with that of a passage, the nearer they are.
	EncodeQuery(ctx context.Context, text string) ([]float32, error)
	// EncodePassages gives the vectors of texts that may answer.
	EncodePassages(ctx context.Context, texts []string) ([][]float32, error)
}

// EncodeQuery is [Model.Query]; it fails only when ctx is done.
func (m *Model) EncodeQuery(ctx context.Context, text string) ([]float32, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return m.Query(text), nil
}

// EncodePassages is [Model.Passages]; it fails only when ctx is done.
func (m *Model) EncodePassages(ctx context.Context, texts []string) ([][]float32, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return m.Passages(texts), nil
}
