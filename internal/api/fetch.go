package api

import (
	"context"
	"encoding/json"
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

// write sends a call whose answer says nothing.
func (c *Client) write(ctx context.Context, doing string, call endpoint.Call) error {
	if _, err := c.send(ctx, call, valid); err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
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

// idsBody is the JSON array of ids.
func idsBody[T anID](ids []T) []byte {
	b := []byte{'['}
	for i, id := range ids {
		if i > 0 {
			b = append(b, ',')
		}
		b = text.AppendJSON(b, struct{ text.Text }(id).Raw())
	}
	return append(b, ']')
}

// textsBody is the JSON array of texts.
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

// jsonBody encodes a value of this package, which always can be. The standard
// library's encoder keeps the lone surrogates that a text writes as escapes.
func jsonBody(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic("api: a request body that can't be encoded: " + err.Error())
	}
	return b
}

// arrayOf decodes an array; null and nothing are none.
func arrayOf[T any](doc []byte) ([]T, error) {
	list, err := decodeInto[[]T](doc)
	if err == nil && list == nil {
		err = &shapeError{want: "an array", got: "null"}
	}
	return list, err
}

// created decodes what was made, which must have its id.
func created[T any](id func(T) text.Text) func([]byte) (T, error) {
	return func(doc []byte) (T, error) {
		value, err := decodeInto[T](doc)
		if err == nil && id(value).IsZero() {
			err = &shapeError{pointer: "/_id", want: "a string", got: "nothing"}
		}
		return value, err
	}
}

// fetchAnswer sends a call and gives the answer as it is.
func fetchAnswer(ctx context.Context, c *Client, doing string, call endpoint.Call) (*Answer, error) {
	answer, err := c.Do(ctx, call)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", doing, err)
	}
	return answer, nil
}
