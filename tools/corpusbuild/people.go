package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/musharaka/musharaka/tools/corpusbuild/master"
)

// crowds: how many people each unit knows by account, and the groups they belong to, each as often as it stands here.
var crowds = []struct {
	unit   string
	people int
	groups []string
}{
	{"U1", 640, []string{"u1_cit", "u1_cit", "u1_cit", "u1_cit", "u1_res", "u1_res", "u1_res", "u1_vis", "", "u1_youth"}},
	{"U2", 430, []string{"u2_mct", "u2_mct", "u2_mct", "u2_btn", "u2_btn", "u2_int", "u2_int", "u2_sme", "u2_ngo", ""}},
	{"U3", 260, []string{"u3_cit", "u3_cit", "u3_cit", "u3_inv", "u3_inv", "u3_res", "u3_vis", "", "u3_gov", "u3_cit"}},
}

var organisations = map[string]bool{"u2_sme": true, "u2_ngo": true, "u3_inv": true, "u3_gov": true, "u1_firm": true}

// people writes participants and participations of the activities in registers/activities.csv that take named people.
func (c *corpus) people() error {
	acts, err := c.activities()
	if err != nil {
		return err
	}
	persons := [][]string{{"participant_id", "unit_id", "entity_type", "identity_level", "group_id", "governorate"}}
	takes := [][]string{{"participation_id", "activity_id", "participant_id", "head_count", "channel", "participated_at"}}
	govs := []string{"OM-MA", "OM-MA", "OM-MA", "OM-BS", "OM-BS", "OM-DA", "OM-DA", "OM-ZU", "OM-BJ", "OM-SJ", "OM-SS", "OM-ZA", "OM-BU", "OM-MU", "OM-WU", "unknown"}
	for _, u := range crowds {
		for i := range u.people {
			id := fmt.Sprintf("%s-P%04d", u.unit, i+1)
			h := master.Hash(id, "person")
			group := u.groups[h%uint64(len(u.groups))]
			kind := "person"
			if organisations[group] {
				kind = "organisation"
			}
			level := []string{"verified", "account", "account", "account", "device", "handle"}[h>>8%6]
			persons = append(persons, []string{id, u.unit, kind, level, group, govs[h>>16%uint64(len(govs))]})
			takes = append(takes, attend(id, acts[u.unit])...)
		}
		takes = append(takes, heads(acts[u.unit])...)
	}
	if err := c.csv("registers/participants.csv", persons); err != nil {
		return err
	}
	return c.csv("registers/participations.csv", takes)
}

type activity struct {
	id         string
	start, end time.Time
}

// activities reads the hand-written register: started ones by unit, in file order.
func (c *corpus) activities() (map[string][]activity, error) {
	f, err := os.Open(filepath.Join(c.dir, "registers", "activities.csv"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, err
	}
	col := map[string]int{}
	for i, h := range rows[0] {
		col[h] = i
	}
	out := map[string][]activity{}
	for _, r := range rows[1:] {
		start, err := time.ParseInLocation("2006-01-02T15:04", r[col["started_at"]], master.Muscat)
		if err != nil || r[col["cancelled_at"]] != "" || r[col["kind"]] == "info_campaign" {
			continue // not started, cancelled, or nothing to take part in
		}
		end, err := time.ParseInLocation("2006-01-02T15:04", r[col["ended_at"]], master.Muscat)
		if err != nil {
			end = time.Date(2025, 12, 31, 20, 0, 0, 0, master.Muscat)
		}
		unit := r[col["unit_id"]]
		out[unit] = append(out[unit], activity{r[col["activity_id"]], start, end})
	}
	return out, nil
}

// attend gives a person one to three activities of the unit.
func attend(id string, acts []activity) [][]string {
	var rows [][]string
	seen := map[string]bool{}
	h := master.Hash(id, "attend")
	for i := range 1 + int(h%3) {
		r := master.Hash(id, fmt.Sprint("attend", i))
		a := acts[r%uint64(len(acts))]
		if seen[a.id] {
			continue
		}
		seen[a.id] = true
		at := a.start.Add(time.Duration(r >> 16 % uint64(max(a.end.Sub(a.start), time.Hour))).Truncate(time.Minute))
		channel := []string{"portal", "portal", "mobile_app", "mobile_app", "website", "kiosk", ""}[r>>8%7]
		rows = append(rows, []string{fmt.Sprintf("%s-%d", id, i+1), a.id, id, "1", channel, stamp(at)})
	}
	return rows
}

// heads adds the unnamed people of every third activity: a hall has no log-in.
func heads(acts []activity) [][]string {
	var rows [][]string
	for i, a := range acts {
		if i%3 == 1 {
			h := master.Hash(a.id, "heads")
			rows = append(rows, []string{a.id + "-heads", a.id, "", fmt.Sprint(8 + h%40), "", stamp(a.start.Add(90 * time.Minute))})
		}
	}
	return rows
}
