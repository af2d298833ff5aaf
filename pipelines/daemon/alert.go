package daemon

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"time"

	"github.com/musharaka/musharaka/internal/config"
	"github.com/musharaka/musharaka/pipelines/ingest"
)

// alert posts alerts that are new to the configured address. One that is over
// and comes again is new again.
func (s *server) alert(ctx context.Context, ws *config.Workspace, st ingest.Status) {
	open := map[string]bool{}
	var fresh []ingest.Alert
	s.mu.Lock()
	s.metrics.alerts.Reset()
	for _, a := range st.Alerts {
		key := a.Source + "/" + a.Kind
		open[key] = true
		s.metrics.alerts.WithLabelValues(a.Source, a.Kind).Set(1)
		if !s.alerted[key] {
			fresh = append(fresh, a)
		}
	}
	s.alerted = open
	s.mu.Unlock()
	for _, a := range fresh {
		s.log.Warn("alert", "source", a.Source, "kind", a.Kind, "text", a.EN)
	}
	if len(fresh) == 0 || !ws.Ingest.Webhook.IsSet() {
		return
	}
	s.wg.Go(func() {
		if err := post(ctx, ws, fresh); err != nil {
			s.log.Error("the webhook did not take the alerts", "error", err.Error())
		}
	})
}

func post(ctx context.Context, ws *config.Workspace, alerts []ingest.Alert) error {
	address, err := ws.Ingest.Webhook.Resolve(ws.Dir)
	if err != nil {
		return err
	}
	b, err := json.Marshal(map[string]any{"name": map[string]string{"ar": ws.Name.AR, "en": ws.Name.EN}, "alerts": alerts})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(b))
	if err != nil {
		return errAddress
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		if ue, ok := err.(*url.Error); ok { //nolint:errorlint // the client returns it bare; its text holds the address
			return ue.Err
		}
		return err
	}
	if err := res.Body.Close(); err != nil {
		return err
	}
	if res.StatusCode >= 300 {
		return statusError(res.Status)
	}
	return nil
}

type statusError string

func (e statusError) Error() string { return "it answered " + string(e) }

const errAddress = statusError("nothing: its address is not valid")
