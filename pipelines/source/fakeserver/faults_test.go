package fakeserver

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestFaults(t *testing.T) {
	good := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) })
	h, err := withFaults(good, strings.Join(Faults(), ","), 2)
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(h)
	defer srv.Close()
	for i := range 2 * len(Faults()) {
		client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}} // else a break is tried again behind our back
		res, err := client.Get(srv.URL)
		if err == nil {
			defer res.Body.Close()
		}
		faulty := err != nil || res.StatusCode != http.StatusTeapot
		if faulty != (i%2 == 1) {
			t.Errorf("request %d: %v, %v", i, res, err)
		}
	}
	if _, err := withFaults(good, "flood", 2); err == nil {
		t.Error("an unknown fault must be refused")
	}
}
