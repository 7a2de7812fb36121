package api

import (
	"context"
	"errors"
	"fmt"

	jsonv2 "github.com/go-json-experiment/json"

	"authzx/internal/endpoint"
	"authzx/internal/text"
)

// fetch sends a call and decodes its answer into T. Doing says what it is, as
// in "listing roles".
func fetch[T any](ctx context.Context, c *Client, doing string, call endpoint.Call) (T, error) {
	return fetchWith(ctx, c, doing, call, decodeInto[T])
}

// fetchWith is fetch with a decoder of its own.
func fetchWith[T any](ctx context.Context, c *Client, doing string, call endpoint.Call, decode func([]byte) (T, error)) (T, error) {
	var value T
	_, err := c.send(ctx, call, func(body []byte) (err error) {
		value, err = decode(body)
		return err
	})
	if err != nil {
		var zero T
		return zero, fmt.Errorf("%s: %w", doing, err)
	}
	return value, nil
}

// decodeInto decodes a small document whole. The error says what is wrong and
// where, without quoting the document.
func decodeInto[T any](doc []byte) (T, error) {
	var value T
	err := jsonv2.Unmarshal(doc, &value, lenient())
	if err == nil {
		return value, nil
	}
	// Which of the many errors of the library it is, the reader says as well.
	r := newReader(doc, nil)
	r.skip()
	if broken := r.done(); broken != nil {
		return value, broken
	}
	if wrong, ok := errors.AsType[*jsonv2.SemanticError](err); ok {
		at := string(wrong.JSONPointer)
		if at == "" {
			at = "the top"
		}
		return value, fmt.Errorf("at %s there is %s, which is the wrong type", at, kindName(wrong.JSONKind))
	}
	return value, errors.New("the JSON has another shape")
}

// Decode decodes a document that was kept, as answers are decoded.
func Decode[T any](doc []byte) (T, error) { return decodeInto[T](doc) }

func textsBody(texts []text.Text) []byte {
	b := []byte{'['}
	for i, t := range texts {
		if i > 0 {
			b = append(b, ',')
		}
		b = text.AppendJSON(b, t.Raw())
	}
	return append(b, ']')
}

// arrayOf decodes an array; null and nothing are none.
func arrayOf[T any](doc []byte) ([]T, error) {
	list, err := decodeInto[[]T](doc)
	if err == nil && list == nil {
		err = &shapeError{want: "an array", got: "null"}
	}
	return list, err
}
