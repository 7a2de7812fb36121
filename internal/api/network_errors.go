package api

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"syscall"

	"authzx/internal/text"
)

// classify names what err, from a round trip to host, means. Err is stripped
// of the address, which url.Error repeats.
func classify(err error, host string) (kind Kind, detail text.Text, cause error) {
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		err = wrapped.Err
	}
	cause = err
	switch {
	case errors.Is(err, context.Canceled):
		return KindCanceled, text.Text{}, context.Canceled
	case proxyFailed(err):
		return KindProxy, proxyDetail(err), cause
	}
	if dns, ok := errors.AsType[*net.DNSError](err); ok {
		return KindDNS, text.New(dns.Name), cause
	}
	switch {
	case isAny(err, syscall.ECONNREFUSED, wsaConnRefused):
		return KindRefused, text.New(host), cause
	case isAny(err, syscall.EHOSTUNREACH, syscall.ENETUNREACH, wsaHostUnreachable, wsaNetUnreachable):
		return KindUnreachable, text.New(host), cause
	case tlsFailed(err):
		return KindTLS, text.New(tlsDetail(err)), cause
	case cut(err):
		return KindReset, text.Text{}, cause
	case timedOut(err):
		return KindTimeout, text.New("connecting to " + host), cause
	case strings.Contains(err.Error(), "malformed"), strings.Contains(err.Error(), "chunk"):
		return KindBadAnswer, text.New("not valid HTTP"), cause
	}
	return KindNetwork, text.New(plainly(err)), cause
}

func proxyFailed(err error) bool {
	if _, ok := errors.AsType[*proxyError](err); ok {
		return true
	}
	op, ok := errors.AsType[*net.OpError](err)
	return ok && (op.Op == "proxyconnect" || op.Op == "socks connect")
}

func proxyDetail(err error) text.Text {
	if refused, ok := errors.AsType[*proxyError](err); ok {
		return text.New(refused.Error())
	}
	op, _ := errors.AsType[*net.OpError](err)
	if op == nil || op.Err == nil {
		return text.New(plainly(err))
	}
	switch inner := op.Err; {
	case isAny(inner, syscall.ECONNREFUSED, wsaConnRefused):
		return text.New("connection refused: nothing listens there")
	case timedOut(inner):
		return text.New("it timed out")
	case errors.As(inner, new(*net.DNSError)):
		return text.New("its name does not resolve (DNS)")
	default:
		return text.New(plainly(inner))
	}
}

// plainly is the innermost of what the system says: the addresses before it, and who
// says it, tell nobody anything.
func plainly(err error) string {
	parts := strings.Split(err.Error(), ": ")
	return parts[len(parts)-1]
}

func tlsFailed(err error) bool {
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return true
	}
	if _, ok := errors.AsType[tls.RecordHeaderError](err); ok {
		return true
	}
	if _, ok := errors.AsType[tls.AlertError](err); ok {
		return true
	}
	return errors.Is(err, http.ErrSchemeMismatch) || strings.Contains(err.Error(), "tls: ")
}

func tlsDetail(err error) string {
	if unknown, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return "the certificate is signed by an unknown authority" + issuer(unknown.Cert)
	}
	if invalid, ok := errors.AsType[x509.CertificateInvalidError](err); ok && invalid.Reason == x509.Expired {
		return "the certificate has expired, is not valid yet, or the clock is wrong"
	}
	if host, ok := errors.AsType[x509.HostnameError](err); ok {
		return "the certificate is not for " + host.Host
	}
	if errors.Is(err, http.ErrSchemeMismatch) {
		return "the server speaks plain HTTP"
	}
	if errors.As(err, new(tls.RecordHeaderError)) {
		return "the server does not speak TLS"
	}
	return plainly(err)
}

// tlsHint is the way out of a connection that can't be trusted.
func tlsHint(err error) string {
	invalid, broken := errors.AsType[x509.CertificateInvalidError](err)
	switch {
	case errors.Is(err, http.ErrSchemeMismatch), errors.As(err, new(tls.RecordHeaderError)):
		return "check scheme, host and port of base_url and token_url"
	case errors.As(err, new(x509.HostnameError)):
		return "check the host in base_url and token_url; TLS checks can't be turned off"
	case broken && invalid.Reason == x509.Expired:
		return "check this machine's clock; otherwise the server's certificate must be renewed"
	}
	return "for a private certificate authority set ca_file in the profile; TLS checks can't be turned off"
}

func issuer(cert *x509.Certificate) string {
	if cert == nil || cert.Issuer.CommonName == "" {
		return ""
	}
	return " (" + cert.Issuer.CommonName + ")"
}

// cut reports whether the connection ended before its time.
func cut(err error) bool {
	return isAny(err, syscall.ECONNRESET, syscall.EPIPE, syscall.ECONNABORTED, wsaConnReset, wsaConnAborted, io.EOF, io.ErrUnexpectedEOF) ||
		// net/http gives these no type.
		strings.Contains(err.Error(), "server closed idle connection") ||
		strings.Contains(err.Error(), "transport connection broken") && !strings.Contains(err.Error(), "malformed") ||
		strings.HasPrefix(err.Error(), "http2: ") || strings.HasPrefix(err.Error(), "stream error:")
}

// isAny reports whether an error is one of several.
func isAny(err error, several ...error) bool {
	return slices.ContainsFunc(several, func(one error) bool { return errors.Is(err, one) })
}

func timedOut(err error) bool {
	if errors.Is(err, context.DeadlineExceeded) {
		return true
	}
	limit, ok := errors.AsType[net.Error](err)
	return ok && limit.Timeout()
}
