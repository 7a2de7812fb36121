package tenant

import (
	"testing"
	"time"

	"authzx/internal/api"
)

func TestTheLongestPauseIsToldUntilItIsOver(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	p := NewPauses(func() time.Time { return now })
	if _, on := p.Now(); on {
		t.Error("there is a pause before any")
	}
	p.Add(api.Wait{For: 20 * time.Second, Reason: &api.Error{Kind: api.KindThrottled}})
	p.Add(api.Wait{For: 2 * time.Second, Reason: &api.Error{Kind: api.KindServer}})
	if pause, on := p.Now(); !on || pause.Until != now.Add(20*time.Second) || pause.Why != "throttled" {
		t.Errorf("%+v, %v", pause, on)
	}
	now = now.Add(21 * time.Second)
	if _, on := p.Now(); on {
		t.Error("it lasts for ever")
	}
	p.Add(api.Wait{For: time.Second, Reason: &api.Error{Kind: api.KindServer}})
	if pause, on := p.Now(); !on || pause.Why != "failed" {
		t.Errorf("%+v, %v", pause, on)
	}
}
